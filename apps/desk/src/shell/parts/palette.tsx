import './palette.css'
import { useMantineColorScheme } from '@mantine/core'
import {
  IconBuildingCommunity,
  IconFolder,
  IconGavel,
  IconInbox,
  IconMapPin,
  IconMoon,
  IconPlus,
  IconScale,
  IconSearch,
  IconSun,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type Hit, type HitKind, search } from '@umai/contract'
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { queryOf } from '../../offline/query.ts'
import { useSession } from '../../offline/session.ts'
import { Avatar } from '../../ui/avatar/avatar.tsx'
import { ErrorPanel } from '../../ui/error-panel/error-panel.tsx'
import { faultInWords } from '../../ui/error-panel/fault-words.ts'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { HitReasons, type Likeness, Marked, SearchHit } from '../../ui/search-hit/search-hit.tsx'
import { addressOfHit, placesFor } from '../model.ts'
import { shellWords } from '../words.ts'

const iconOf: Readonly<Record<HitKind, typeof IconFolder>> = {
  case: IconFolder,
  report: IconInbox,
  order: IconGavel,
  article: IconScale,
  person: IconUser,
  user: IconUser,
  unit: IconUsersGroup,
  agency: IconBuildingCommunity,
  place: IconMapPin,
}

const wordOf = {
  case: 'kindCase',
  report: 'kindReport',
  order: 'kindOrder',
  article: 'kindArticle',
  person: 'kindPerson',
  user: 'kindUser',
  unit: 'kindUnit',
  agency: 'kindAgency',
  place: 'kindPlace',
} as const satisfies Record<HitKind, string>

type Line = {
  readonly id: string
  readonly group: string
  readonly act: () => void
  readonly show: ReactNode
}

const MOST_SHOWN = 24

const PaletteBody = ({
  onClose,
  canTakeReport,
}: {
  readonly onClose: () => void
  readonly canTakeReport: boolean
}) => {
  const words = useWords(shellWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const { permissions } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState<HitKind | 'all'>('all')
  const [at, setAt] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const query = useDeferredValue(typed.trim())
  const isAsking = query.length >= 2
  const found = useQuery({
    ...queryOf(search, { body: { q: query.slice(0, 120) } }),
    enabled: isAsking,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })

  const go = (to: string) => {
    onClose()
    void router.navigate({ to })
  }

  const hits: readonly Hit[] = isAsking ? (found.data?.hits ?? []) : []
  const openable = hits.filter((hit) => addressOfHit(hit.kind, hit.id) !== null)
  const kinds = [...new Set(openable.map((hit) => hit.kind))]
  const shownHits = openable
    .filter((hit) => kind === 'all' || hit.kind === kind)
    .slice(0, MOST_SHOWN)

  const hitLines = shownHits.map(
    (hit): Line => ({
      id: `${hit.kind}-${hit.id}`,
      group: words[wordOf[hit.kind]],
      act: () => go(addressOfHit(hit.kind, hit.id) ?? '/'),
      show: (
        <SearchHit
          lead={
            hit.kind === 'person' || hit.kind === 'user' ? (
              <Avatar name={hit.title[lang]} size="large" />
            ) : (
              <span className="icon-tile">
                <Icon of={iconOf[hit.kind]} />
              </span>
            )
          }
          title={<Marked text={hit.title[lang]} query={query} />}
          under={hit.subtitle?.[lang]}
          likeness={hit.kind === 'person' ? (hit.likeness as Likeness) : undefined}
          reasons={<HitReasons reasons={hit.reasons} />}
        />
      ),
    }),
  )

  const matches = (text: string): boolean =>
    query === '' || text.toLocaleLowerCase(lang).includes(query.toLocaleLowerCase(lang))
  const action = (id: string, text: string, icon: typeof IconFolder, act: () => void): Line => ({
    id,
    group: words.actions,
    act,
    show: (
      <SearchHit
        lead={
          <span className="icon-tile">
            <Icon of={icon} />
          </span>
        }
        title={text}
      />
    ),
  })
  const actions = [
    ...(canTakeReport
      ? [action('take', words.takeReport, IconPlus, () => go('/reports/new'))]
      : []),
    ...placesFor(permissions).map((place) =>
      action(`go-${place.name}`, words[place.name], IconSearch, () => go(place.to)),
    ),
    action('me', words.account, IconUser, () => go('/me')),
    colorScheme === 'dark'
      ? action('light', words.light, IconSun, () => {
          setColorScheme('light')
          onClose()
        })
      : action('dark', words.dark, IconMoon, () => {
          setColorScheme('dark')
          onClose()
        }),
  ]
  const actionNames = new Map(
    [
      ['take', words.takeReport],
      ...placesFor(permissions).map((place) => [`go-${place.name}`, words[place.name]] as const),
      ['me', words.account],
      ['light', words.light],
      ['dark', words.dark],
    ].map(([id, name]) => [String(id), String(name)]),
  )
  const lines = [...hitLines, ...actions.filter(({ id }) => matches(actionNames.get(id) ?? ''))]
  const chosen = Math.min(at, Math.max(lines.length - 1, 0))

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new choice is scrolled into sight.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, lines.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0))
    else if (event.key === 'Enter') lines[chosen]?.act()
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className="palette-ask">
        <Icon of={IconSearch} size="large" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the person asked for this field by a key or a button.
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={lines[chosen] ? `${listId}-${lines[chosen].id}` : undefined}
          aria-label={words.ask}
          placeholder={words.ask}
          value={typed}
          maxLength={120}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="palette-close" onClick={onClose}>
          <span className="unseen">{words.close} </span>
          <kbd>Esc</kbd>
        </button>
      </div>
      {kinds.length > 1 && (
        <div className="palette-kinds">
          {(['all', ...kinds] as const).map((one) => (
            <FilterChip
              key={one}
              isOn={kind === one}
              onClick={() => {
                setKind(one)
                setAt(0)
              }}
            >
              {one === 'all' ? words.everything : words[wordOf[one]]}
            </FilterChip>
          ))}
        </div>
      )}
      {isAsking && found.error && <ErrorPanel title={faultInWords(found.error, lang).title} />}
      <div
        ref={list}
        className="palette-list"
        id={listId}
        role="listbox"
        aria-label={words.results}
      >
        {lines.map((line, index) => (
          <div key={line.id} className="palette-group">
            {(index === 0 || lines[index - 1]?.group !== line.group) && (
              <div className="palette-head" aria-hidden="true">
                {line.group}
              </div>
            )}
            <div
              id={`${listId}-${line.id}`}
              className="palette-line"
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onClick={line.act}
              onKeyDown={onKeyDown}
              onPointerMove={() => setAt(index)}
            >
              {line.show}
            </div>
          </div>
        ))}
      </div>
      <div className="palette-foot" aria-live="polite">
        {!isAsking ? (
          <span>{words.typeMore}</span>
        ) : found.isFetching || shownHits.length > 0 ? (
          <>
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> {words.choose}
            </span>
            <span>
              <kbd>Enter</kbd> {words.open}
            </span>
          </>
        ) : (
          <span>
            <b>{words.nothing}.</b> {words.nothingHint}
          </span>
        )}
      </div>
    </>
  )
}

/** One box that finds everything one may see, and every place of the desk. */
export const Palette = ({
  isOpen,
  onClose,
  canTakeReport,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly canTakeReport: boolean
}) => {
  const words = useWords(shellWords)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (isOpen && !element.open) element.showModal()
    if (!isOpen && element.open) element.close()
  }, [isOpen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is on what lies around it.
    <dialog
      ref={dialog}
      className="palette"
      aria-label={words.search}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      {isOpen && <PaletteBody onClose={onClose} canTakeReport={canTakeReport} />}
    </dialog>
  )
}
