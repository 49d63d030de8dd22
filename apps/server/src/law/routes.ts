// The law by date. Every question goes to the thread of the law; nothing that is asked is stored or logged.
import {
  askLaw,
  askWhatApplies,
  compareLaw,
  countCaseload,
  decideLaw,
  type Endpoint,
  explainWhyNot,
  type Input,
  listLawDuties,
  listLawTopics,
  type Reply,
  readArticle,
  searchArticles,
  tryArticle,
} from '@umai/contract'
import { law } from '@umai/law'
import { fail } from '@umai/platform'
import type { Facts } from '@umai/rules'
import type { ContextOf } from '../http/context.ts'
import { type App, route } from '../http/route.ts'
import { checkDays, listedTopics, toProblem } from './model.ts'

/** The facts and days of a body, as the pack takes them. */
const inquiryOf = ({ on, opened, decided, facts, readings }: Input<typeof decideLaw>['body']) => ({
  act: on,
  facts: facts as Facts,
  ...(opened === undefined ? {} : { opened }),
  ...(decided === undefined ? {} : { decided }),
  ...(readings === undefined ? {} : { readings }),
})

export const lawRoutes = (app: App): void => {
  const { ask } = app.law
  // What comes back from the thread is checked against the contract on its way out, as every reply is.
  const serve = <E extends Endpoint>(
    endpoint: E,
    answer: (input: Input<E>, ctx: ContextOf<E>) => Promise<unknown>,
  ): void =>
    route(app, endpoint, async (ctx, input) => {
      try {
        return (await answer(input, ctx)) as Reply<E>
      } catch (error) {
        throw toProblem(error, ctx.lang)
      }
    })

  serve(searchArticles, ({ body: { on, ...filter } }, { lang }) => {
    checkDays({ on }, 'body', lang)
    return ask('articles', on, filter)
  })

  serve(readArticle, async ({ query: { id, on } }, { lang }) => {
    checkDays({ on }, 'query', lang)
    return (await ask('article', id, on)) ?? fail('not-found')
  })

  serve(tryArticle, async ({ query: { id } }) => {
    if (!Object.hasOwn(law.articles, id)) fail('not-found')
    return { items: await ask('cases', id) }
  })

  serve(listLawDuties, ({ query: { on } }, { lang }) => {
    checkDays({ on }, 'query', lang)
    return ask('duties', on)
  })

  serve(compareLaw, ({ query: { from, to } }, { lang }) => {
    checkDays({ from, to }, 'query', lang)
    return ask('changes', from, to)
  })

  serve(decideLaw, ({ body }, { lang }) => {
    checkDays({ on: body.on, opened: body.opened, decided: body.decided }, 'body', lang)
    return ask('decide', body.decision, inquiryOf(body))
  })

  serve(askLaw, async ({ body }, { lang }) => {
    checkDays({ on: body.on, opened: body.opened, decided: body.decided }, 'body', lang)
    return { question: await ask('ask', body.decision, inquiryOf(body)) }
  })

  serve(listLawTopics, async () => {
    const countable = await ask('countable')
    return {
      topics: listedTopics,
      decisions: Object.values(law.decisions).map(({ name, title, question }) => ({
        id: name,
        title,
        question: question ?? title,
        isCountable: countable.includes(name),
      })),
    }
  })

  serve(askWhatApplies, ({ body }, { lang }) => {
    checkDays({ on: body.on, decided: body.decided }, 'body', lang)
    return ask('whatApplies', { ...body, facts: body.facts as Facts })
  })

  serve(explainWhyNot, async ({ body }, { lang }) => {
    checkDays({ on: body.on, decided: body.decided }, 'body', lang)
    return { items: await ask('whyNot', { ...body, facts: body.facts as Facts }) }
  })

  serve(countCaseload, ({ body }, { lang }) => {
    checkDays({ from: body.from, to: body.to }, 'body', lang)
    return ask('impact', body)
  })
}
