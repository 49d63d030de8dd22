import { useQuery } from '@tanstack/react-query'
import { answerFacts, decideByLaw, readFacts } from '@umai/contract'
import { queryOf, useCommand } from '../../offline/query.ts'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FactQuestion } from '../../ui/fact-question/fact-question.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { caseWords } from '../words.ts'

/** The question that decides most, asked where the case is read; its answer asks the law anew. */
export const NextQuestion = ({ incidentId }: { readonly incidentId: string }) => {
  const words = useWords(caseWords)
  const facts = useQuery(queryOf(readFacts, { params: { id: incidentId } }))
  const decide = useCommand(decideByLaw, () => toast(words.askedAnew))
  const answer = useCommand(answerFacts, ({ saved }) => {
    if (saved.length > 0) decide.mutate({ params: { id: incidentId }, body: {} })
  })
  // What somebody said he does not know is not asked again here; all questions are on the page of the law.
  const asked = facts.data?.facts ?? []
  const question = facts.data?.questions.find(
    ({ name }) => !asked.some((fact) => fact.name === name && fact.at !== null),
  )
  const conflict = answer.data?.conflicts[0]
  if (question === undefined && answer.error === null && decide.error === null) return null
  return (
    <div className="next-question no-print">
      {question && (
        <>
          <p className="next-question-title">
            {words.nextQuestion}
            {answer.isPending || decide.isPending ? ` · ${words.asking}` : ''}
          </p>
          <FactQuestion
            key={question.name}
            question={question}
            value={undefined}
            isUnknown={false}
            onAnswer={(value) => {
              if (answer.isPending || decide.isPending) return
              answer.mutate({
                params: { id: incidentId },
                body: {
                  answers: [
                    {
                      name: question.name,
                      value,
                      basedOn: asked.find(({ name }) => name === question.name)?.revision ?? 0,
                    },
                  ],
                },
              })
            }}
          />
        </>
      )}
      {conflict && <Note tone="soon">{words.answeredMeanwhile({ name: conflict.by.name })}</Note>}
      <CallFault error={answer.error ?? decide.error} />
    </div>
  )
}
