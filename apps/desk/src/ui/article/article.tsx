import './article.css'
import { Popover } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { Chip } from '../chip/chip.tsx'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { articleWords } from './words.ts'

export type Citation = {
  /** Short: "ст. 60 п. 5". */
  readonly label: string
  /** Full: act, number, date. */
  readonly act?: string | undefined
  readonly text?: string | undefined
  readonly isParaphrase?: boolean | undefined
  readonly inForceFrom?: string | undefined
  readonly source?: string | undefined
  /** Where the article is read whole, as it stood on the day in question. */
  readonly page?:
    | { readonly to: string; readonly search: Readonly<Record<string, string>> }
    | undefined
  readonly status?: 'verified' | 'derived' | 'secondary' | 'unverified' | undefined
}

/** An article as the law names itself, in the serif; opens to its text, source and standing. */
export const Article = ({ citation }: { readonly citation: Citation }) => {
  const words = useWords(articleWords)
  const [isOpen, setOpen] = useState(false)
  const titleId = useId()
  const { label, status } = citation
  const doubt = status === 'secondary' || status === 'unverified' ? words[status] : undefined
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      width={380}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="article"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          // What is seen is part of the name, the doubt included: who speaks to the machine says what he sees.
          aria-label={words.open({ label: doubt === undefined ? label : `${label} ${doubt}` })}
          onClick={(event) => {
            event.stopPropagation()
            event.preventDefault()
            setOpen(!isOpen)
          }}
        >
          {label}
          {doubt !== undefined && (
            <>
              {' '}
              <span className="article-doubt">{doubt}</span>
            </>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown
        role="dialog"
        aria-labelledby={titleId}
        onClick={(event) => event.stopPropagation()}
      >
        <div className="article-sheet">
          <div id={titleId} className="article-name" tabIndex={-1} data-autofocus>
            {citation.label}
          </div>
          {citation.act && <div className="article-act">{citation.act}</div>}
          {citation.text && (
            <blockquote className="law-text">
              {citation.text}
              {citation.isParaphrase && <cite>{words.paraphrase}</cite>}
            </blockquote>
          )}
          <div className="row">
            {citation.status && (
              <Chip
                tone={
                  { verified: 'done', derived: 'line', secondary: 'line', unverified: 'doubt' }[
                    citation.status
                  ] as 'done'
                }
              >
                {words[citation.status]}
              </Chip>
            )}
            {citation.inForceFrom && (
              <Chip tone="info">{words.inForce({ from: citation.inForceFrom })}</Chip>
            )}
          </div>
          {citation.page && (
            <Link {...citation.page} className="article-page">
              {words.whole}
            </Link>
          )}
          {citation.source && (
            <div className="article-source">
              <Icon of={IconBook2} size="small" />
              <span className="grow">
                {words.source}: {citation.source}
              </span>
            </div>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A deadline of the method and not of a statute: set in the sans with a dashed line. */
export const MethodRule = ({ label }: { readonly label: string }) => {
  const words = useWords(articleWords)
  return (
    <span className="method-rule" title={words.method}>
      {label}
    </span>
  )
}

/** The wording of a provision. */
export const LawText = ({
  text,
  cite,
}: {
  readonly text: string
  readonly cite?: string | undefined
}) => (
  <blockquote className="law-text">
    {text}
    {cite && <cite>{cite}</cite>}
  </blockquote>
)
