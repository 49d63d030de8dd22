import { Sheet } from '../../ui/dialog/sheet.tsx'
import { useKeys } from '../../ui/keys/keys.ts'
import { useWords } from '../../ui/language/language.tsx'
import { shellWords } from '../words.ts'

export const KeyboardHelp = ({
  isOpen,
  onOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onOpen: () => void
  readonly onClose: () => void
}) => {
  const words = useWords(shellWords)
  useKeys({ '?': onOpen })
  const lines: readonly (readonly [readonly string[], string])[] = [
    [['J', 'K'], words.down],
    [['Enter'], words.openIt],
    [['E'], words.perform],
    [['A'], words.article],
    [['/'], words.find],
    [['⌘ K', 'Ctrl K'], words.palette],
    [['Esc Esc'], words.lockKeys],
    [['?'], words.thisHelp],
  ]
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={words.keys} size={420}>
      <dl className="keys-list">
        {lines.map(([keys, text]) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
