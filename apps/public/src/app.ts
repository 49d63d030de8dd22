// The public site: the list of its pages, and the headers that every answer bears. It keeps no log of requests.
import { readFileSync } from 'node:fs'
import type { Html } from '@umai/platform'
import { isLang, type Lang, langs, parseAcceptLanguage } from '@umai/words'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { homePage } from './home/page.ts'
import { notFoundPage, notFoundTitle } from './not-found/page.ts'
import { tracesPage, tracesTitle } from './traces/page.ts'
import { frame } from './ui/frame/template.ts'

export type PublicSite = {
  /** Where the exit leads: a page that is quick, unrelated to us and plausible in a history. */
  readonly exitUrl: string
  readonly isSample: boolean
}

type Page = {
  readonly path: string
  readonly title?: (lang: Lang) => string
  readonly isWide?: true
  readonly main: (lang: Lang, site: PublicSite) => Html
}

const pages: readonly Page[] = [
  { path: '/', isWide: true, main: homePage },
  { path: '/traces', title: tracesTitle, main: tracesPage },
]

const assets = [
  { path: '/site.css', type: 'text/css; charset=utf-8' },
  { path: '/leave.js', type: 'text/javascript; charset=utf-8' },
  { path: '/icon.svg', type: 'image/svg+xml' },
] as const

const headers: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-robots-tag': 'noarchive',
}

/** Builds the site; the caller listens and closes. */
export function createPublicSite(site: PublicSite): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: 65_536, requestTimeout: 30_000 })

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })

  const send = (reply: FastifyReply, lang: Lang, page: Page): FastifyReply =>
    reply.type('text/html; charset=utf-8').send(
      frame({
        lang,
        path: page.path,
        main: page.main(lang, site),
        exitUrl: site.exitUrl,
        isWide: page.isWide === true,
        ...(page.title === undefined ? {} : { title: page.title(lang) }),
      }),
    )

  for (const { path, type } of assets) {
    const content = readFileSync(new URL(`../assets${path}`, import.meta.url))
    app.get(path, (_request, reply) => reply.type(type).send(content))
  }

  for (const page of pages) {
    for (const lang of langs)
      app.get(`/${lang}${page.path}`, (_request, reply) => send(reply, lang, page))
    app.get(page.path, (request, reply) =>
      send(reply, parseAcceptLanguage(request.headers['accept-language']), page),
    )
  }

  app.setNotFoundHandler((request, reply) => {
    const [, first = ''] = request.url.split('/')
    const lang = isLang(first) ? first : parseAcceptLanguage(request.headers['accept-language'])
    reply.code(404)
    return send(reply, lang, { path: '/', title: notFoundTitle, main: notFoundPage })
  })

  return app
}
