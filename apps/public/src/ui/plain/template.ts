import { html } from '@umai/platform'

/** Ends a line where no stylesheet does: in a text browser, on a line so slow that the style did not come. Hidden by the stylesheet. */
export const plainBreak = html`<br class="plain">`
