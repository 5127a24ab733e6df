export interface Spoken {
  readonly role?: string
  readonly label?: string | undefined
  readonly hidden?: boolean
  readonly live?: 'polite' | 'assertive'
  readonly checked?: boolean
  readonly selected?: boolean
  readonly disabled?: boolean
  readonly busy?: boolean
  readonly modal?: boolean
}

/**
 * Accessibility attributes for one Taro element. Browsers read `role`, WeChat reads `aria-role`;
 * the others share a name. What plugins/aria-components.json does not list never reaches WeChat.
 */
export const spoken = ({ role, ...rest }: Spoken): Record<string, string | boolean> => {
  const attributes: Record<string, string | boolean> = {}
  if (role !== undefined) attributes[process.env.TARO_ENV === 'h5' ? 'role' : 'aria-role'] = role
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined) attributes[`aria-${name}`] = value
  }
  return attributes
}
