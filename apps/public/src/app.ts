// The public site: the list of its pages, and the headers that every answer bears. It keeps no log of requests.
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { type Clock, randomKey, type SecretKey, systemClock } from '@umai/platform'
import { dayOf, isLang, type Lang, langs, parseAcceptLanguage } from '@umai/words'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { callPage } from './call/page.ts'
import { csvOfFigures, type Figures } from './figures/model.ts'
import { figuresPage } from './figures/page.ts'
import { createTray } from './files/tray.ts'
import { sharedHeader } from './front/model.ts'
import type { FrontOptions } from './front/server.ts'
import { homePage } from './home/page.ts'
import { compress, createShelf, type Encoding, encodingFor } from './http/compressed.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { sealedForms } from './http/sealed-form.ts'
import { createReception, readFields, readSent, type Sent } from './http/sent.ts'
import { QueueFull } from './http/slow-lane.ts'
import { createSources, type Source } from './http/source.ts'
import type { Answer, Page } from './http/visit.ts'
import { appliesPage } from './law/applies-page.ts'
import { lawPage } from './law/page.ts'
import { helloPage } from './letters/pages/hello.ts'
import { mailboxPage } from './letters/pages/mailbox.ts'
import { queuePage } from './letters/pages/queue.ts'
import { writePage } from './letters/pages/write.ts'
import type { UrgentNumber } from './numbers/model.ts'
import { csvFeed, jsonFeed } from './places/feed.ts'
import type { Directory } from './places/model.ts'
import { placesPage } from './places/page.ts'
import { planPage } from './plan/page.ts'
import { rightsPage } from './rights/page.ts'
import { sheetPage } from './sheet/page.ts'
import { signsPage } from './signs/page.ts'
import { stepsPage } from './steps/page.ts'
import { leavePage } from './stories/leave-page.ts'
import type { Stories } from './stories/model.ts'
import { ownPage } from './stories/own-page.ts'
import { wallPage } from './stories/wall-page.ts'
import type { Threads } from './threads/actions.ts'
import { tracesPage } from './traces/page.ts'
import { type Trouble, troublePage } from './trouble/page.ts'
import { frame, leavingPage } from './ui/frame/template.ts'

export type PublicSite = {
  /** Where the exit leads: a page that is quick, unrelated to us and plausible in a history. */
  readonly exitUrl: string
  readonly isSample: boolean
  readonly numbers: readonly UrgentNumber[]
  /** The address that is printed on sheets; without it the one under which the page was opened. */
  readonly publicUrl?: string | undefined
  readonly clock?: Clock
  /** The published directory; without it the site stands all the same. */
  readonly directory?: () => Promise<Directory | undefined>
  /** What may be told in figures; without it the page says that it cannot now. */
  readonly figures?: () => Promise<Figures | undefined>
  /** Words on the wall; without it the wall says that it does not open. */
  readonly stories?: Stories
  /** Seals what a form carries from step to step; one of this process alone where none is given. */
  readonly formKey?: SecretKey
  /** How many bytes of files may be received at one time. */
  readonly mostReceived?: number
  /** Letters and their answers; without them the site is for reading. */
  readonly threads?: Threads
}

const pages: readonly Page[] = [
  homePage,
  signsPage,
  rightsPage,
  placesPage,
  stepsPage,
  figuresPage,
  planPage,
  callPage,
  tracesPage,
  wallPage,
  leavePage,
  ownPage,
  sheetPage,
  lawPage,
  appliesPage,
  writePage,
  mailboxPage,
  helloPage,
]

/** Where the pages live below a language. */
export const publicPaths: readonly string[] = pages.map(({ path }) => path)

const assets = [
  { path: '/site.css', type: 'text/css; charset=utf-8' },
  { path: '/leave.js', type: 'text/javascript; charset=utf-8' },
  { path: '/icon.svg', type: 'image/svg+xml' },
] as const

/** Each is the same for every site of this process. */
const assetShelf = createShelf()

const headers: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  // connect-src: the script sends forms itself, so that a visit leaves one entry in the list of "back", not one a step.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types page",
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=(), web-share=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-robots-tag': 'noarchive',
}

const mebibyte = 1_048_576

/** For so many seconds a page that says the same to everybody is given to anybody from memory by what stands before the site. */
const shared = { [sharedHeader]: '60' }

/** Sent when a visit ends: whatever a browser kept of this site all the same goes. */
const forget = { 'clear-site-data': '"cache", "cookies", "storage"' }

type Place = { readonly lang: Lang; readonly path: string }

/** Builds the site; the caller listens and closes. */
export function createPublicSite(site: PublicSite): FastifyInstance {
  const clock = site.clock ?? systemClock
  const forms = sealedForms(site.formKey ?? randomKey('forms'), clock)
  const directory = site.directory ?? (async () => undefined)
  const figures = site.figures ?? (async () => undefined)
  const sourceOf = createSources(clock, forms, {
    byAddress: createTray(clock, 128 * mebibyte),
    byCircuit: createTray(clock, 32 * mebibyte),
  })
  const reception = createReception(site.mostReceived ?? 192 * mebibyte)
  const steadyPages = createShelf()
  const threadLimit = createRateLimit(clock, { burst: 30, perSecond: 0.1 })
  const app = fastify({
    logger: false,
    bodyLimit: 262_144,
    requestTimeout: 180_000,
    trustProxy: 'loopback',
    return503OnClosing: false,
  })

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
  app.addHook('onResponse', async (request) => reception.release(request.raw))
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    (_request: FastifyRequest, payload: IncomingMessage) => readFields(payload),
  )
  app.addContentTypeParser(
    'multipart/form-data',
    (_request: FastifyRequest, payload: IncomingMessage) => readSent(payload, reception),
  )

  const langOf = (request: FastifyRequest): Lang => {
    const [, first = ''] = request.url.split('/')
    return isLang(first) ? first : parseAcceptLanguage(request.headers['accept-language'])
  }

  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    answer: Answer,
    at: Place,
  ): FastifyReply => {
    switch (answer.kind) {
      case 'leave':
        return reply
          .headers(forget)
          .type('text/html; charset=utf-8')
          .send(leavingPage(at.lang, site.exitUrl))
      case 'busy':
        return sendTrouble(request, reply, 'busy')
      case 'file':
        return reply
          .type(answer.type)
          .header('content-disposition', `attachment; filename="${answer.name}"`)
          .send(answer.content)
      case 'page':
        reply.code(answer.code ?? 200)
        return sendPage(request, reply, framed(answer, at))
    }
  }

  const framed = (answer: Extract<Answer, { kind: 'page' }>, at: Place): string =>
    frame({ ...at, ...answer, exitUrl: site.exitUrl, numbers: site.numbers })

  const sendTrouble = (request: FastifyRequest, reply: FastifyReply, trouble: Trouble) => {
    const lang = langOf(request)
    const sent = sentOf(request)?.fields
    return send(request, reply, troublePage(trouble, { lang, numbers: site.numbers, sent }), {
      lang,
      path: '/',
    })
  }

  for (const { path, type } of assets) {
    const content = readFileSync(new URL(`../assets${path}`, import.meta.url), 'utf8')
    app.get(path, async (request, reply) => {
      const encoding = encodingFor(request.headers['accept-encoding'])
      const ready = await assetShelf.take(`${path} ${encoding}`, '', () =>
        compress(content, encoding, true),
      )
      return sendBytes(reply.type(type).headers(shared), encoding, ready)
    })
  }

  // Asked for in passing when somebody leaves; nobody waits for it, and it says nothing about who asked.
  app.post('/leave', (_request, reply) => reply.headers(forget).code(204).send())

  // The directory for machines. What is not published is not in it, under any name.
  const feeds = [
    { path: '/data/services.json', type: 'application/json; charset=utf-8', write: jsonFeed },
    { path: '/data/services.csv', type: 'text/csv; charset=utf-8', write: csvFeed },
  ]
  for (const { path, type, write } of feeds)
    app.get(path, async (_request, reply) => {
      const list = await directory()
      return list === undefined
        ? reply.code(503).header('retry-after', '60').type('text/plain').send('')
        : reply.type(type).send(write(list))
    })

  app.get('/data/figures.csv', async (_request, reply) => {
    const known = await figures()
    return known === undefined
      ? reply.code(503).header('retry-after', '60').type('text/plain').send('')
      : reply.type('text/csv; charset=utf-8').send(csvOfFigures(known, site.isSample))
  })

  for (const page of pages) {
    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      source: Source,
      sent?: Sent,
    ) => {
      const passage = sent === undefined ? undefined : source.lane.enter(sent.fields)
      const fields = passage?.kind === 'go' ? passage.sent : sent?.fields
      const chosen = fields?.get('lang')
      const lang = isLang(chosen) ? chosen : langOf(request)
      const at = { lang, path: page.path }
      // Not below no language, where it would be the one of whoever asked first.
      const isShared = sent === undefined && request.url === `/${lang}${page.path}`
      if (passage?.kind === 'wait') return send(request, reply, queuePage(lang, passage), at)
      const now = clock.now()
      try {
        const answerNow = async () =>
          page.answer({
            lang,
            today: dayOf(now),
            now,
            isSample: site.isSample,
            origin: site.publicUrl ?? `${request.protocol}://${request.host}`,
            numbers: site.numbers,
            forms,
            directory,
            figures,
            stories: site.stories,
            sent: fields,
            files: sent?.files ?? [],
            tray: source.tray,
            threads: site.threads,
            slow: (step) => source.slow(passage?.kind === 'go' ? passage.paid : 'nothing', step),
            mayAct: (locator) => threadLimit.admits(locator),
          })
        if (isShared && (page.isSteady === true || page.isOfTheMinute === true))
          reply.headers(shared)
        if (page.isSteady !== true || sent !== undefined)
          return send(request, reply, await answerNow(), at)
        const encoding = encodingFor(request.headers['accept-encoding'])
        const name = `${lang}${page.path} ${encoding}`
        const ready = await steadyPages.take(name, dayOf(now), async () => {
          const answer = await answerNow()
          if (answer.kind !== 'page') throw new Error(`${page.path} is steady and no page`)
          return compress(framed(answer, at), encoding, true)
        })
        return sendBytes(asHtml(reply), encoding, ready)
      } catch (error) {
        if (!(error instanceof QueueFull) || fields === undefined) throw error
        return send(request, reply, queuePage(lang, source.lane.ticket(fields)), at)
      }
    }
    const paths = [page.path, ...langs.map((lang) => `/${lang}${page.path}`)]
    for (const path of paths) {
      app.get(path, (request, reply) => show(request, reply, sourceOf(request)))
      if (page.takesForm === true)
        app.post(path, (request, reply) => {
          const source = sourceOf(request)
          const sent = sentOf(request) ?? { fields: new URLSearchParams(), files: [] }
          return source.admitsForm()
            ? show(request, reply, source, sent)
            : sendTrouble(request, reply, 'busy')
        })
    }
  }

  app.setNotFoundHandler((request, reply) => sendTrouble(request, reply, 'noPage'))
  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    reply.headers(headers)
    if (error.statusCode === 413) return sendTrouble(request, reply, 'tooLarge')
    return sendTrouble(request, reply, error.statusCode === 400 ? 'noPage' : 'failed')
  })

  return app
}

/** What the process before the site is to know of it. */
export function frontFor(site: PublicSite): Omit<FrontOptions, 'sitePort'> {
  const isShared = ({ isSteady, isOfTheMinute }: Page) =>
    isSteady === true || isOfTheMinute === true
  const awayPage = (lang: Lang): string => {
    const answer = troublePage('away', { lang, numbers: site.numbers })
    if (answer.kind !== 'page') throw new Error('What is said of an absence is a page')
    return frame({ lang, path: '/', ...answer, exitUrl: site.exitUrl, numbers: site.numbers })
  }
  return {
    paths: [
      ...assets.map(({ path }) => path),
      ...pages.filter(isShared).flatMap(({ path }) => langs.map((lang) => `/${lang}${path}`)),
    ],
    patienceMs: 300,
    away: {
      headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'retry-after': '10' },
      pages: Object.fromEntries(langs.map((lang) => [lang, awayPage(lang)])),
    },
  }
}

/** What the parsers above made of a form; undefined for anything else. */
function sentOf({ body }: FastifyRequest): Sent | undefined {
  const sent = body as Partial<Sent> | null | undefined
  return sent?.fields instanceof URLSearchParams ? (sent as Sent) : undefined
}

function sendPage(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const encoding = encodingFor(request.headers['accept-encoding'])
  return sendBytes(asHtml(reply), encoding, compress(text, encoding))
}

const asHtml = (reply: FastifyReply): FastifyReply => reply.type('text/html; charset=utf-8')

function sendBytes(reply: FastifyReply, encoding: Encoding, bytes: Buffer): FastifyReply {
  reply.header('vary', 'accept-encoding')
  if (encoding !== 'none') reply.header('content-encoding', encoding)
  return reply.send(bytes)
}
