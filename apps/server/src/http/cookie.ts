// The one cookie: a reference to the session. `__Host-` binds it to this host over https; a browser refuses that
// prefix over plain http, so a trial on loopback uses the plain name.

export type CookieSetting = Readonly<{ isSecure: boolean }>

const cookieName = (setting: CookieSetting): string => (setting.isSecure ? '__Host-sid' : 'sid')

const attributes = (setting: CookieSetting): string =>
  `Path=/; HttpOnly; SameSite=Strict${setting.isSecure ? '; Secure' : ''}`

const tokenShape = /^[A-Za-z0-9_-]{43}$/

/** The session token in a `Cookie` header. Two cookies of the name mean that someone planted one: neither counts. */
export const findSessionToken = (
  header: string | undefined,
  setting: CookieSetting,
): string | undefined => {
  const wanted = `${cookieName(setting)}=`
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(wanted))
  const [token] = found.map((pair) => pair.slice(wanted.length))
  return found.length === 1 && token !== undefined && tokenShape.test(token) ? token : undefined
}

/** A `Set-Cookie` value without expiry: the server ends sessions, and a closed browser forgets. */
export const sessionCookie = (token: string, setting: CookieSetting): string =>
  `${cookieName(setting)}=${token}; ${attributes(setting)}`

/** A `Set-Cookie` value that forgets the session. */
export const noSessionCookie = (setting: CookieSetting): string =>
  `${cookieName(setting)}=; ${attributes(setting)}; Max-Age=0`
