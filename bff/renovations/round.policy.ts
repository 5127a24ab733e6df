/** Somewhere on the map, WGS-84. */
export interface Spot {
  readonly longitude: number
  readonly latitude: number
}

/** Squared, in degrees of latitude: good enough to tell which of two spots is nearer. */
export const apart = (one: Spot, other: Spot): number => {
  const east = (one.longitude - other.longitude) * Math.cos((one.latitude * Math.PI) / 180)
  const north = one.latitude - other.latitude
  return east * east + north * north
}

/** Nearest first; of equally near ones the first stays first. */
export const byNearness = <S extends Spot>(from: Spot, spots: readonly S[]): S[] =>
  spots.toSorted((one, other) => apart(from, one) - apart(from, other))

/**
 * A way through all stops: from the depot always to the nearest that is left. Stops of one window
 * come before those of the next, and the next window goes on where the one before ended.
 */
export const wayThrough = <S extends Spot & { readonly startsAt: Date }>(
  depot: Spot,
  stops: readonly S[],
): S[] => {
  const windows = [...new Set(stops.map(({ startsAt }) => startsAt.getTime()))].sort(
    (one, other) => one - other,
  )
  const way: S[] = []
  for (const window of windows) {
    let left = stops.filter(({ startsAt }) => startsAt.getTime() === window)
    while (left.length > 0) {
      const [next] = byNearness<S>(way.at(-1) ?? depot, left)
      if (!next) break
      way.push(next)
      left = left.filter((stop) => stop !== next)
    }
  }
  return way
}
