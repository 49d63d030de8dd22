import './queue.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { readDuty } from '@umai/contract'
import { useState } from 'react'
import { queryOf } from '../../offline/query.ts'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { DutyPreview } from '../parts/duty-preview.tsx'
import { PerformDialog, WaiveDialog } from '../parts/perform-dialog.tsx'
import { dutyWords } from '../words.ts'

/** One duty on a page of its own: what the preview beside the queue shows, for narrow screens and links. */
export const DutyPage = () => {
  const words = useWords(dutyWords)
  const { lang } = useLanguage()
  const { id } = useParams({ strict: false }) as { id: string }
  const duty = useQuery(queryOf(readDuty, { params: { id } }))
  const [open, setOpen] = useState<'perform' | 'waive' | null>(null)
  return (
    <QueryState isPage query={duty} rows={6}>
      {(shown) => (
        <>
          <PageHead
            tab={words.tab}
            title={shown.title[lang]}
            trail={[
              <Link key="queue" to="/">
                {words.title}
              </Link>,
              <Link key="case" to="/cases/$id" params={{ id: shown.caseId }}>
                {shown.caseNumber}
              </Link>,
            ]}
            sub={shown.caseTitle}
          />
          <div className="page-body">
            <div className="duty-alone">
              <DutyPreview
                duty={shown}
                isAlone
                onPerform={() => setOpen('perform')}
                onWaive={() => setOpen('waive')}
              />
            </div>
          </div>
          {open === 'perform' && <PerformDialog duty={shown} onClose={() => setOpen(null)} />}
          {open === 'waive' && <WaiveDialog duty={shown} onClose={() => setOpen(null)} />}
        </>
      )}
    </QueryState>
  )
}
