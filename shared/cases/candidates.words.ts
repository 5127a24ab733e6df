/** Why the duty desk might send a case somewhere. */
export const candidateWords = {
  typeGiven: (typeName: string): string => `“${typeName}”归它管`,
  typeGuessed: (typeName: string, rank: number): string =>
    rank === 0 ? `看描述像是“${typeName}”` : `也可能是“${typeName}”`,
  claims: (neighbourhoodName: string): string => `；${neighbourhoodName}认这个地址`,
  placeIn: (unitName: string): string => `地点在${unitName}`,
  placeClaimed: (unitName: string): string => `${unitName}认这个地址`,
} as const
