import { Button, Radio, Select } from '@mantine/core'
import {
  decideStory,
  maskStory,
  type Story,
  type StoryMask,
  type StoryReason,
  searchStories,
  storyMasks,
  storyReasons,
  storyStates,
} from '@umai/contract'
import { isWord, partsOf, piecesOf } from '@umai/stories'
import { formatInstant } from '@umai/words'
import { useState } from 'react'
import { useCommand, usePages } from '../../offline/query.ts'
import { useSetting } from '../../ui/address/address-state.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { storiesWords } from '../words.ts'
import './stories.css'

/** What is masked is shown as a mark, never as what it was: nobody here knows. */
const StoryText = ({ text, lang }: { readonly text: string; readonly lang: string }) => {
  const words = useWords(storiesWords)
  return (
    <blockquote className="story-text" lang={lang}>
      {partsOf(text).map((part, at) =>
        part.kind === 'mask' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name and never move
          <span key={at} className="story-mask">
            {words[part.mask]}
          </span>
        ) : (
          part.text
        ),
      )}
    </blockquote>
  )
}

const MaskDialog = ({
  story,
  onClose,
}: {
  readonly story: Story
  readonly onClose: () => void
}) => {
  const words = useWords(storiesWords)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [mask, setMask] = useState<StoryMask>('name')
  const command = useCommand(maskStory, () => {
    toast(words.isMasked)
    onClose()
  })
  const toggle = (at: number) => {
    const next = new Set(chosen)
    if (!next.delete(at)) next.add(at)
    setChosen(next)
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.maskTitle}
      submit={words.maskDo}
      cancel={words.cancel}
      isSending={command.isPending}
      missing={chosen.size === 0 ? words.maskMissing : undefined}
      onSubmit={() =>
        command.mutate({
          params: { id: story.id },
          body: { version: story.version, words: [...chosen].sort((a, b) => a - b), mask },
        })
      }
    >
      <p>{words.maskHint}</p>
      <p className="story-pieces" lang={story.lang}>
        {piecesOf(story.text ?? '').map((piece, at) =>
          isWord(piece) ? (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a piece is chosen by
              key={at}
              type="button"
              aria-pressed={chosen.has(at)}
              onClick={() => toggle(at)}
            >
              {piece}
            </button>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a piece is chosen by
            <StoryPiece key={at} piece={piece} />
          ),
        )}
      </p>
      <Select
        label={words.maskKind}
        value={mask}
        allowDeselect={false}
        data={storyMasks.map((value) => ({ value, label: words[value] }))}
        onChange={(value) => setMask((value as StoryMask | null) ?? 'other')}
      />
      <CallFault error={command.error} />
    </Dialog>
  )
}

const StoryPiece = ({ piece }: { readonly piece: string }) => {
  const words = useWords(storiesWords)
  const [part] = partsOf(piece)
  return part?.kind === 'mask' ? <span className="story-mask">{words[part.mask]}</span> : piece
}

const RefuseDialog = ({
  story,
  onClose,
}: {
  readonly story: Story
  readonly onClose: () => void
}) => {
  const words = useWords(storiesWords)
  const [reason, setReason] = useState<StoryReason | null>(null)
  const command = useCommand(decideStory, () => {
    toast(words.isRefused)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.refuseTitle}
      submit={words.refuseDo}
      cancel={words.cancel}
      isSending={command.isPending}
      missing={reason === null ? words.reasonMissing : undefined}
      onSubmit={() => {
        if (reason !== null)
          command.mutate({
            params: { id: story.id },
            body: { version: story.version, decision: 'refuse', reason },
          })
      }}
    >
      <Radio.Group
        label={words.refuseHint}
        value={reason}
        onChange={(value) => setReason(value as StoryReason)}
      >
        {storyReasons.map((value) => (
          <Radio key={value} value={value} label={words[value]} mt="xs" />
        ))}
      </Radio.Group>
      <CallFault error={command.error} />
    </Dialog>
  )
}

const StoryCard = ({ story }: { readonly story: Story }) => {
  const words = useWords(storiesWords)
  const { lang } = useLanguage()
  const [doing, setDoing] = useState<'mask' | 'refuse' | null>(null)
  const publish = useCommand(decideStory, () => toast(words.isPublished))
  const ask = useCommand(decideStory, () => toast(words.isAsked))
  const { id, version, state, text } = story
  const isOpen = state === 'waiting' || state === 'second-look'
  const isSending = publish.isPending || ask.isPending
  return (
    <li className="story-card">
      <p className="row">
        <Chip tone="line">{words[state]}</Chip>
        {story.isSample && <Chip tone="line">{words.sample}</Chip>}
        <span>{words[story.lang]}</span>
        {story.since !== null && <span>{words[story.since]}</span>}
      </p>
      {text === null ? <p>{words.destroyed}</p> : <StoryText text={text} lang={story.lang} />}
      {story.reason !== null && <p>{words[story.reason]}</p>}
      <p className="story-times">
        {words.written({ time: formatInstant(story.writtenAt, lang) })}
        {!isOpen && ` · ${words.moved({ time: formatInstant(story.movedAt, lang) })}`}
      </p>
      {!story.mayDecide && <p>{words.asked}</p>}
      {text !== null && (
        <div className="row">
          {isOpen && story.mayDecide && (
            <Button
              variant="filled"
              disabled={isSending}
              onClick={() =>
                publish.mutate({ params: { id }, body: { version, decision: 'publish' } })
              }
            >
              {words.publish}
            </Button>
          )}
          <Button onClick={() => setDoing('mask')}>{words.mask}</Button>
          {story.mayDecide && (
            <Button onClick={() => setDoing('refuse')}>
              {state === 'published' ? words.takeDown : words.refuse}
            </Button>
          )}
          {state === 'waiting' && (
            <Button
              disabled={isSending}
              onClick={() =>
                ask.mutate({ params: { id }, body: { version, decision: 'second-look' } })
              }
            >
              {words.ask}
            </Button>
          )}
        </div>
      )}
      <CallFault error={publish.error ?? ask.error} />
      {doing === 'mask' && <MaskDialog story={story} onClose={() => setDoing(null)} />}
      {doing === 'refuse' && <RefuseDialog story={story} onClose={() => setDoing(null)} />}
    </li>
  )
}

const sorts = ['written', '-written'] as const
const shown = [...storyStates, 'all'] as const

export const StoriesPage = () => {
  const words = useWords(storiesWords)
  const [said, setState] = useSetting('state', shown)
  const state = said === 'all' ? null : (said ?? 'waiting')
  const [sortSaid, setSort] = useSetting('sort', sorts)
  const sort = sortSaid ?? 'written'
  const stories = usePages(searchStories, {
    body: { sort, ...(state === null ? {} : { state }) },
  })
  return (
    <>
      <PageHead tab={words.title} title={words.title} sub={words.about} />
      <div className="filter-bar">
        {storyStates.map((one) => (
          <FilterChip key={one} isOn={state === one} onClick={() => setState(one)}>
            {words[one]}
          </FilterChip>
        ))}
        <FilterChip isOn={state === null} onClick={() => setState('all')}>
          {words.all}
        </FilterChip>
        <Select
          aria-label={words.order}
          value={sort}
          allowDeselect={false}
          data={[
            { value: 'written', label: words.oldest },
            { value: '-written', label: words.newest },
          ]}
          onChange={setSort}
        />
      </div>
      <div className="page-body">
        <p className="story-look">{words.look}</p>
        <QueryState query={stories} rows={6}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState title={words.nothing}>{words.nothingHint}</EmptyState>
            ) : (
              <>
                <ul className="story-list" aria-label={words.title}>
                  {items.map((story) => (
                    <StoryCard key={story.id} story={story} />
                  ))}
                </ul>
                <Pager
                  shown={items.length}
                  total={total}
                  onMore={stories.more}
                  isLoading={stories.isLoadingMore}
                />
              </>
            )
          }
        </QueryState>
      </div>
    </>
  )
}
