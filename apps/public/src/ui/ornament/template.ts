// The three signs of the site and its line icons. All are decoration: hidden from screen readers, never the only bearer of a meaning.
import { type Html, html } from '@umai/platform'

/** How a line is drawn where the stylesheet did not come: small and hollow, not a black disc over the text. */
const drawn = html`fill="none" stroke="currentColor"`

/** The crown of a yurt. */
export const crown = (): Html =>
  html`<svg width="32" height="32" ${drawn} viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="13"/><path d="M5 9c7 5 15 5 22 0M5 23c7-5 15-5 22 0M9 5c5 7 5 15 0 22M23 5c-5 7-5 15 0 22"/></svg>`

const rayAngles = Array.from({ length: 25 }, (_, index) => -96 + index * 8)

/** The crown seen from below with the poles of the roof running from it, as light from above. */
export const skylight = (): Html =>
  html`<svg class="skylight" width="320" height="170" ${drawn} viewBox="0 0 320 170" aria-hidden="true"><g transform="translate(160 -6)"><circle r="54"/><circle r="48"/><path d="M-42-14C-16 4 16 4 42-14M-46 12c30 18 62 18 92 0M-16-46c-16 30-16 62 0 92M16-46c16 30 16 62 0 92"/>${rayAngles.map(
    (angle) => html`<path d="M0 64V${angle % 16 === 0 ? 168 : 150}" transform="rotate(${angle})"/>`,
  )}</g></svg>`

/** A band of ram's horns. */
export const hornBand = (): Html =>
  html`<svg class="band" height="24" ${drawn} aria-hidden="true"><defs><pattern id="horns" width="60" height="24" patternUnits="userSpaceOnUse"><path d="M30 23V12C30 6 26 3 21 3s-9 4-9 9 4 8 8 8 6-3 6-6-2-4-4-4-3 2-3 3M30 12c0-6 4-9 9-9s9 4 9 9-4 8-8 8-6-3-6-6 2-4 4-4 3 2 3 3M0 23l5-6M60 23l-5-6"/></pattern></defs><rect width="100%" height="24" fill="url(#horns)" stroke="none"/></svg>`

/** A swallow: it builds under the roof of people and comes back. */
export const swallow = (): Html =>
  html`<svg class="bird" width="96" height="72" ${drawn} viewBox="0 0 96 72" aria-hidden="true"><path d="M6 32c14-8 28-6 38 3 3-13 15-26 40-29-13 7-20 17-23 30 9 2 17 0 25-4-7 14-21 20-35 17-6 7-14 13-26 17 5-7 9-13 12-19-11-2-23-7-31-15z"/><path d="M44 35c6 2 11 2 17 1"/></svg>`

const icons = {
  phone:
    'M6.5 3.5h3l1.7 4.6-2.2 1.6a12 12 0 0 0 5.3 5.3l1.6-2.2 4.6 1.7v3a2 2 0 0 1-2 2A15.5 15.5 0 0 1 4.500 5.500a2 2 0 0 1 2-2z',
  book: 'M12 6.500c-2-1.700-5-2.200-8-1.500v13c3-.7 6-.2 8 1.500 2-1.700 5-2.200 8-1.500V5c-3-.7-6-.2-8 1.500zM12 6.500V19',
  place:
    'M12 21s-6.500-6.300-6.500-11.500a6.500 6.500 0 0 1 13 0C18.500 14.700 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  letter: 'M4 5.500h16v11h-8.500L7 20v-3.500H4zM8 9.500h8M8 12.500h5',
  question:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.500a2.500 2.500 0 1 1 3.700 2.200c-.8.5-1.200 1-1.200 2M12 16.700v.1',
  list: 'M9 6h11M9 12h11M9 18h11M4 6l.8.8L6.500 5M4 12l.8.8L6.500 11M4 18l.8.8L6.500 17',
  clock: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7v5l3 2',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  close: 'M6 6l12 12M18 6L6 18',
  school:
    'M2.500 9.500 12 5l9.500 4.500L12 14zM6.500 11.700v4.800c3.300 2.300 7.700 2.300 11 0v-4.800M21.500 9.500v5.500',
  mobile: 'M7.500 3.500h9v17h-9zM11 17.500h2',
  house: 'M3.500 12 12 4.500l8.500 7.500M6 10.500v9h12v-9M10 19.500v-5.500h4v5.500',
  friends:
    'M8.500 11a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400zM2.500 19.500c0-3.700 2.700-6 6-6s6 2.300 6 6M16.500 12a2.500 2.500 0 1 0 0-5M17 14.500c2.700.2 4.500 2 4.500 5',
  heart:
    'M12 20c-5-3.500-8-6.700-8-10.200A4.300 4.300 0 0 1 12 7.500a4.300 4.300 0 0 1 8 2.300C20 13.300 17 16.500 12 20z',
} as const

export type IconName = keyof typeof icons

export const icon = (name: IconName): Html =>
  html`<svg class="icon" width="24" height="24" ${drawn} viewBox="0 0 24 24" aria-hidden="true"><path d="${icons[name]}"/></svg>`
