// The only way to build HTML on the server: every value is escaped unless it is already Html.

export type Html = { readonly markup: string; readonly [brand]: true }
declare const brand: unique symbol

type Value = Html | string | number | false | null | undefined | readonly Value[]

/**
 * @example html`<p class="${kind}">${name}</p>`.markup
 * Write quotes round every attribute; false, null and undefined disappear; arrays are joined.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let markup = strings[0] ?? ''
  values.forEach((value, index) => {
    markup += render(value) + (strings[index + 1] ?? '')
  })
  return asHtml(markup)
}

/** For markup made by this program itself, such as a stylesheet read from disk; never for input. */
export function trustedHtml(markup: string): Html {
  return asHtml(markup)
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function asHtml(markup: string): Html {
  const result = { markup }
  made.add(result)
  return result as Html
}

// A brand that a request body cannot carry: {"markup":"<script>"} from outside is not in this set.
const made = new WeakSet<object>()

function render(value: Value): string {
  if (value === false || value === null || value === undefined) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if (isList(value)) return value.map(render).join('')
  if (made.has(value)) return value.markup
  throw new TypeError('An object that is not Html was put into a page; convert it to text first')
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}
