import { saveReportDraft } from '@umai/contract'
import { describe, expect, it } from 'vitest'
import { CallFailed, CONNECTION_LOST } from '../offline/problem.ts'
import { afterFailedSave } from './queries.ts'

const failed = (code: string) => new CallFailed({ code, status: 409, title: code, detail: code })

describe('a draft that could not be kept', () => {
  it.each(saveReportDraft.errors)('%s says that another window was first', (code) => {
    expect(afterFailedSave(failed(code))).toEqual({
      saving: { state: 'changed-elsewhere' },
      isTriedAgain: false,
      isGone: false,
    })
  })

  it('is sent again by itself where the connection was lost', () => {
    expect(afterFailedSave(failed(CONNECTION_LOST))).toEqual({
      saving: { state: 'unsaved' },
      isTriedAgain: true,
      isGone: false,
    })
  })

  it('is begun anew where another window took it away', () => {
    expect(afterFailedSave(failed('not-found'))).toMatchObject({
      isTriedAgain: false,
      isGone: true,
    })
  })

  it('is not sent again and again where the server refused it', () => {
    expect(afterFailedSave(failed('request-invalid')).isTriedAgain).toBe(false)
  })
})
