import type { Report } from '@umai/contract'
import { formatInstant } from '@umai/words'
import { Card } from '../../ui/card/card.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { changedFields } from '../changes.ts'
import { reportWords } from '../words.ts'
import { useSaidInField } from './said-in-field.ts'

export const usePlaceNames = (versions: Report['versions']) => {
  const { lang } = useLanguage()
  return (kato: string): string =>
    versions.find(({ content }) => content.place.kato === kato)?.placeName[lang] ?? kato
}

/** Every version of a report, the newest first: what was changed, by whom, when and why. */
export const Versions = ({ versions }: { readonly versions: Report['versions'] }) => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  const { labelOf, saidIn } = useSaidInField(usePlaceNames(versions))
  return (
    <Card title={words.versions} aside={versions.length} flush>
      {versions.toReversed().map((version) => {
        const before = versions.find((one) => one.version === version.version - 1)
        return (
          <div key={version.version} className="plain-line">
            <div className="grow">
              {words.version({ count: version.version })}: {version.reason ?? words.said}
              <span className="under">
                {version.by.name} · {formatInstant(version.at, lang)}
              </span>
              {before && (
                <dl className="corrected">
                  {changedFields(before.content, version.content).map((field) => (
                    <div key={field}>
                      <dt>{labelOf(field)}</dt>
                      <dd>
                        <del>{saidIn(before.content, field)}</del> →{' '}
                        <ins>{saidIn(version.content, field)}</ins>
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </div>
          </div>
        )
      })}
    </Card>
  )
}
