// Words left for the public wall, as a moderator reads them: masked already, never changed but by masking more.
import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ById, Done, exactly, Id, Instant, Lang, orNull } from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const storyStates = ['waiting', 'second-look', 'published', 'refused'] as const
export const StoryState = Type.Enum(storyStates)
export type StoryState = Static<typeof StoryState>

export const storyReasons = [
  'recognisable',
  'not-own',
  'graphic',
  'insult',
  'advert',
  'in-danger',
] as const
export const StoryReason = Type.Enum(storyReasons)
export type StoryReason = Static<typeof StoryReason>

export const storySince = ['weeks', 'months', 'half-year', 'year', 'years'] as const
export const StorySince = Type.Enum(storySince)

export const storyMasks = ['name', 'place', 'phone', 'number', 'mail', 'date', 'other'] as const
export const StoryMask = Type.Enum(storyMasks)
export type StoryMask = Static<typeof StoryMask>

const Version = Type.Integer({ minimum: 1, maximum: 100_000 })

export const Story = exactly({
  id: Id,
  lang: Lang,
  since: orNull(StorySince),
  text: orNull(Type.String({ description: 'Gone once refused; ⟦name⟧ where a name was' })),
  state: StoryState,
  reason: orNull(StoryReason),
  isSample: Type.Boolean(),
  version: Version,
  writtenAt: Instant,
  movedAt: Instant,
  mayDecide: Type.Boolean({ description: 'False for who asked for the second look' }),
})
export type Story = Static<typeof Story>

export const searchStories = endpoint({
  name: 'search-stories',
  summary: 'Words left for the public wall, those that wait the longest first',
  method: 'POST',
  path: '/api/stories/search',
  effect: 'read',
  access: 'moderate-stories',
  body: pageInput(['written', '-written'], { state: Type.Optional(StoryState) }),
  reply: pageOf(Story),
  errors: ['cursor-invalid'],
})

export const maskStory = endpoint({
  name: 'mask-story',
  summary: 'Mask more words of a story; nothing else in it can be changed',
  method: 'POST',
  path: '/api/stories/:id/mask',
  effect: 'command',
  access: 'moderate-stories',
  params: ById,
  body: exactly({
    version: Version,
    words: Type.Array(Type.Integer({ minimum: 0, maximum: 5000 }), {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      description: 'Places in the list of spaces, words and marks that the text is made of',
    }),
    mask: StoryMask,
  }),
  reply: Done,
  errors: ['record-changed'],
})

export const decideStory = endpoint({
  name: 'decide-story',
  summary: 'Publish a story, refuse it or take it down with a reason, or ask another moderator',
  method: 'POST',
  path: '/api/stories/:id/decide',
  effect: 'command',
  access: 'moderate-stories',
  params: ById,
  body: Type.Union([
    exactly({ version: Version, decision: Type.Literal('publish') }),
    exactly({ version: Version, decision: Type.Literal('second-look') }),
    exactly({ version: Version, decision: Type.Literal('refuse'), reason: StoryReason }),
  ]),
  reply: Done,
  errors: ['record-changed', 'second-look-by-another'],
})
