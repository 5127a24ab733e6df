/** `130 次/分，持续 10 分钟`, `关着`. */
export const limitWords = (limit: number | null, minutes: number | null, unit: string): string => {
  if (limit === null && minutes === null) return '关着'
  const parts = [
    limit === null ? '' : `${limit}${unit === '' ? '' : ` ${unit}`}`,
    minutes === null ? '' : `持续 ${minutes} 分钟`,
  ]
  return parts.filter((part) => part !== '').join('，')
}
