import { Button, Select } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  checkRegisterFile,
  lookAtRegisterFile,
  type RegisterColumns,
  type RegisterEncoding,
  type RegisterFile,
  registerEncodings,
  registerFields,
} from '@umai/contract'
import { useState } from 'react'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { saysWhoItIs, valuesOf, withColumn } from '../model.ts'
import { registerFieldNames, registerWords } from '../words.ts'

/** Says which column holds what; each with a few of its values, so that a wrong guess is seen. */
export const ColumnsCard = ({ of }: { readonly of: RegisterFile }) => {
  const words = useWords(registerWords)
  const fields = useWords(registerFieldNames)
  const [encoding, setEncoding] = useState<RegisterEncoding | null>(of.encoding)
  const [chosen, setChosen] = useState<RegisterColumns | null>(of.columns)
  const check = useCommand(checkRegisterFile, () => toast(words.checkAsked))
  const look = useQuery(
    queryOf(lookAtRegisterFile, {
      params: { id: of.id },
      query: encoding === null ? {} : { encoding },
    }),
  )
  return (
    <Card title={words.columnsTitle}>
      <QueryState query={look} rows={6}>
        {(shown) => {
          const columns = chosen ?? shown.guess
          const isNamed = saysWhoItIs(columns)
          return (
            <form
              className="stack"
              onSubmit={(event) => {
                event.preventDefault()
                if (isNamed) check.mutate({ params: { id: of.id }, body: { encoding, columns } })
              }}
            >
              <p className="small quiet">{words.columnsAbout}</p>
              {shown.lacksHeader && (
                <Note tone="late" icon={IconAlertTriangle}>
                  {words.lacksHeader}
                </Note>
              )}
              {of.format === 'csv' && (
                <Select
                  label={words.encoding}
                  description={words.encodingHint}
                  value={encoding}
                  allowDeselect={false}
                  onChange={(one) => setEncoding(one)}
                  data={registerEncodings.map((one) => ({ value: one, label: one }))}
                />
              )}
              <div className="register-columns">
                {registerFields.map((field) => {
                  const column = columns[field]
                  const values = column === undefined ? '' : valuesOf(shown.sample, column)
                  return (
                    <div key={field}>
                      <Select
                        label={fields[field]}
                        value={column === undefined ? 'none' : String(column)}
                        allowDeselect={false}
                        searchable={shown.columns.length > 12}
                        onChange={(one) =>
                          setChosen(withColumn(columns, field, one === 'none' ? null : Number(one)))
                        }
                        data={[
                          { value: 'none', label: words.noColumn },
                          ...shown.columns.map((name, at) => ({ value: String(at), label: name })),
                        ]}
                      />
                      {values !== '' && (
                        <p className="tiny quiet register-values">{words.example({ values })}</p>
                      )}
                    </div>
                  )
                })}
              </div>
              <CallFault error={check.error} />
              <div className="row">
                <Button
                  type="submit"
                  variant="filled"
                  loading={check.isPending}
                  disabled={!isNamed}
                >
                  {of.state === 'checked' ? words.checkAgain : words.checkRows}
                </Button>
                {!isNamed && <span className="small quiet">{words.nameMissing}</span>}
              </div>
            </form>
          )
        }}
      </QueryState>
    </Card>
  )
}
