/** How near a figure claims to be: exactly so, more than (余, 超, over), less than (近, 不足, nearly), or about (约). */
export type Nearness = 'exact' | 'over' | 'under' | 'about'

/** A figure with its unit. `value` is in the unit itself (3.6万 is 36000), `step` the worth of its last digit (1000 there); `before` and `after` are the words around it, up to its clause's marks. */
export type Figure = { passage: number; from: number; to: number; text: string; value: number; step: number; nearness: Nearness; unit: string; before: string; after: string }

/** Whether a head may print `said` for `given`, as the body has it: exactly, rounded, or by the word it uses. */
export const mayStandFor = (said: Figure, given: Figure): boolean => {
  if (said.unit !== given.unit) return false
  const room = Math.max(said.step, given.step) * (1 + 1e-9)
  const apart = given.value - said.value
  if (Math.abs(apart) < 1e-9 * Math.max(1, given.value)) return true
  // 3万余 in the body may be 3.1万 in the head and the other way round: what is not exact is near.
  if (said.nearness === 'exact' && given.nearness === 'exact') return said.step > given.step ? Math.abs(apart) <= said.step / 2 * (1 + 1e-9) || (apart > 0 && apart < room) : given.step > said.step && Math.abs(apart) <= given.step / 2
  const near = Math.max(said.value, given.value) * 0.2
  if (said.nearness === 'over' || given.nearness === 'under') return apart > -near / 4 && apart <= Math.max(near, room)
  if (said.nearness === 'under' || given.nearness === 'over') return apart < near / 4 && -apart <= Math.max(near, room)
  return Math.abs(apart) <= Math.max(near / 2, room)
}
