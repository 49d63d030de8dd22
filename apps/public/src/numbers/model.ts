// The urgent numbers: which country one is in decides them, so they come from the configuration.
export const numberKinds = ['police', 'contact-centre', 'rescue', 'ambulance'] as const
export type NumberKind = (typeof numberKinds)[number]
export type UrgentNumber = { readonly kind: NumberKind; readonly number: string }

export const defaultNumbers = 'police=102,contact-centre=111,rescue=112'

/** Reads `police=102,rescue=112`; the order is the order on the page. Throws naming what is wrong. */
export function parseNumbers(text: string): readonly UrgentNumber[] {
  const numbers = text.split(',').map((entry) => {
    const [kind = '', number = ''] = entry.split('=').map((part) => part.trim())
    const known = numberKinds.find((name) => name === kind)
    if (known === undefined)
      throw new Error(`UMAI_PUBLIC_NUMBERS: "${entry}" names none of ${numberKinds.join(', ')}.`)
    if (!/^\+?\d[\d-]{1,14}$/.test(number))
      throw new Error(`UMAI_PUBLIC_NUMBERS: "${number}" of ${kind} is no telephone number.`)
    return { kind: known, number }
  })
  return numbers
}

/** The number of a kind, or the first one: a page that says whom to call always has somebody. */
export function numberOf(numbers: readonly UrgentNumber[], kind: NumberKind): string {
  return (numbers.find((entry) => entry.kind === kind) ?? numbers[0])?.number ?? '112'
}
