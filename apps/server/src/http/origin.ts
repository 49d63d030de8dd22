// Whether a request comes from our own pages. Three independent signs, so that one gap in a browser opens nothing:
// the Host asked for, what the browser says about the sender, and a header no foreign page can set without our leave.

export type Sender = Readonly<{
  method: string
  host: string | undefined
  origin: string | undefined
  secFetchSite: string | undefined
  marker: string | undefined
}>

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Loopback names always work: health checks and a trial on one machine need them, and no foreign site resolves to them by name. */
export const isKnownHost = (host: string | undefined, publicHost: string | undefined): boolean =>
  host !== undefined && (host === publicHost || loopbackHost.test(host))

/** Why a request to the API must be refused as forged, or undefined. */
export const findForgery = (sender: Sender): string | undefined => {
  const site = sender.secFetchSite
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return `site ${site}`
  if (sender.origin !== undefined && hostOf(sender.origin) !== sender.host) return 'foreign origin'
  if (sender.method === 'GET' || sender.method === 'HEAD') return undefined
  if (site === 'none') return 'not sent by a page'
  if (sender.marker !== '1') return 'no X-Umai header'
  return undefined
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined
