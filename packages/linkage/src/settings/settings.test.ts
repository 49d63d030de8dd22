import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planOf } from '../plan.ts'
import { fingerprintOf, parseSettings, SettingsError } from './parse-settings.ts'
import { Settings } from './settings.ts'
import { fromSplink } from './splink.ts'

const small = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: { surname: { standardise: 'kz.surname' }, born: { standardise: 'date' } },
  blocking: [{ on: ['born', 'surname.key'] }],
  comparisons: [{ field: 'surname', levels: ['exact', { jaroWinkler: 0.9 }] }],
}

function faultsOf(input: unknown): readonly string[] {
  try {
    parseSettings(input)
    return []
  } catch (error) {
    return error instanceof SettingsError ? error.faults : [String(error)]
  }
}

describe('settings', () => {
  test('the published schema is the schema that is checked', () => {
    const published = JSON.parse(
      readFileSync(new URL('../../settings.schema.json', import.meta.url), 'utf8'),
    )

    expect(published).toEqual(JSON.parse(JSON.stringify(Settings)))
  })

  test.each([
    ['an unknown field', { ...small, blocking: [{ on: ['given'] }] }, /names the field "given"/],
    ['an unknown part', { ...small, blocking: [{ on: ['born.key'] }] }, /asks for part "key"/],
    [
      'an unknown standardiser',
      { ...small, fields: { ...small.fields, born: { standardise: 'day' } } },
      /no standardiser "day"/,
    ],
    [
      'two comparisons of one name',
      { ...small, comparisons: [...small.comparisons, ...small.comparisons] },
      /is taken/,
    ],
    ['a misspelt property', { ...small, blockings: [] }, /blockings/],
    [
      'a level of the wrong kind',
      { ...small, comparisons: [{ field: 'surname', levels: ['equal'] }] },
      /\/comparisons\/0\/levels\/0/,
    ],
    [
      'too few known values',
      { ...small, comparisons: [{ field: 'surname', levels: ['exact'], m: [0.9] }] },
      /needs 2 numbers/,
    ],
  ])('%s is refused with its place', (_, input, fault) => {
    expect(faultsOf(input).join('\n')).toMatch(fault)
  })

  test('the fingerprint does not depend on the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(small).toReversed())

    expect(fingerprintOf(turned)).toBe(fingerprintOf(small))
    expect(fingerprintOf({ ...small, id: 'other' })).not.toBe(fingerprintOf(small))
  })

  test('levels that do not fit one integer are refused', () => {
    const comparisons = Array.from({ length: 30 }, (_, index) => ({
      ...small.comparisons[0],
      name: `c${index}`,
    }))

    expect(() => planOf(parseSettings({ ...small, comparisons }))).toThrow(
      /packed into one integer/,
    )
  })
})

describe('settings from Splink', () => {
  const splink = {
    link_type: 'dedupe_only',
    unique_id_column_name: 'unique_id',
    probability_two_random_records_match: 0.001,
    blocking_rules_to_generate_predictions: [
      'l."first_name" = r."first_name" and l."dob" = r."dob"',
      { blocking_rule: 'SUBSTR(l.surname, 1, 3) = SUBSTR(r.surname, 1, 3)', sql_dialect: 'duckdb' },
      'l.city = r.city AND l.age < r.age + 5',
    ],
    comparisons: [
      {
        output_column_name: 'first_name',
        comparison_levels: [
          {
            sql_condition: '"first_name_l" IS NULL OR "first_name_r" IS NULL',
            is_null_level: true,
          },
          {
            sql_condition: '"first_name_l" = "first_name_r"',
            m_probability: 0.7,
            u_probability: 0.01,
            tf_adjustment_column: 'first_name',
            tf_adjustment_weight: 0.5,
          },
          {
            sql_condition: 'jaro_winkler_similarity("first_name_l", "first_name_r") >= 0.92',
            m_probability: 0.2,
            u_probability: 0.04,
          },
          { sql_condition: 'ELSE', m_probability: 0.1, u_probability: 0.95 },
        ],
      },
      {
        output_column_name: 'dob',
        comparison_levels: [
          { sql_condition: '"dob_l" IS NULL OR "dob_r" IS NULL', is_null_level: true },
          { sql_condition: 'abs(date_diff(\'day\', "dob_l", "dob_r")) < 3' },
          { sql_condition: 'ELSE' },
        ],
      },
    ],
  }

  test('known conditions become levels, with what Splink had learned', () => {
    const { settings } = fromSplink(splink)

    expect(settings.comparisons[0]).toMatchObject({
      field: 'first_name',
      levels: ['exact', { jaroWinkler: 0.92, of: 'first_name' }],
      frequency: { weight: 0.5, levels: [0] },
      m: [0.7, 0.2, 0.1],
      u: [0.01, 0.04, 0.95],
    })
    expect(settings.training?.lambda).toBe(0.001)
  })

  test('blocking rules become keys, and what is no equality stays as a condition', () => {
    const { settings } = fromSplink(splink)

    expect(settings.blocking).toEqual([
      { on: ['first_name', 'dob'] },
      { on: ['surname:3'] },
      { on: ['city'], where: 'l.age < r.age + 5' },
    ])
  })

  test('a condition of unknown shape is kept as SQL and named in the notes', () => {
    const { settings, notes } = fromSplink(splink)

    expect(settings.comparisons[1]?.levels).toEqual([
      { sql: "abs(date_diff('day', l.dob, r.dob)) < 3" },
    ])
    expect(notes.join('\n')).toContain('"dob"')
  })

  test('a rule that would pair everything with everything is refused', () => {
    expect(() =>
      fromSplink({ ...splink, blocking_rules_to_generate_predictions: ['l.age < r.age'] }),
    ).toThrow(/everything with everything/)
  })
})
