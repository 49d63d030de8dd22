import { useMay } from '../../offline/session.ts'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { placesWithoutCases } from '../model.ts'
import { noCasesWords } from '../no-cases-words.ts'

/** An empty queue tells a steward or an administrator nothing: where his work lies does. */
export const NoCases = () => {
  const words = useWords(noCasesWords)
  const may = useMay()
  return (
    <EmptyState
      title={words.title}
      action={
        <span className="row">
          {placesWithoutCases(may).map((place) => (
            <LinkButton key={place} to={`/${place}`} size="xs">
              {words[place]}
            </LinkButton>
          ))}
        </span>
      }
    >
      {words.about}
    </EmptyState>
  )
}
