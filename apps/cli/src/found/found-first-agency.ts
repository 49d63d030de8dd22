import { type Db, enrolmentMs, enrolmentToken, hashEnrolmentToken } from '@umai/db'
import { type Keys, randomId, randomToken } from '@umai/platform'

type Names = Readonly<{ kk: string; ru: string; en: string }>
export type FirstAgency = Readonly<{
  login: string
  name: string
  position: string
  agency: Names
}>

type Outcome =
  | Readonly<{ kind: 'founded'; token: string; expiresAt: string }>
  | Readonly<{ kind: 'not-empty'; agencies: number }>

const unitName: Names = { kk: 'Әкімшілік', ru: 'Администрация', en: 'Administration' }
/** The whole country in the classifier of places. */
const country = '000000000'

/** Does nothing where any agency is: whoever has the database could else make himself anybody, without a trace in the desk. */
export async function foundFirstAgency(
  db: Db,
  keys: Keys,
  { login, name, position, agency }: FirstAgency,
): Promise<Outcome> {
  return db.transaction({ role: 'umai_loader' }, async (tx) => {
    const { agencies } = await tx
      .selectFrom('agencies')
      .select((count) => count.fn.countAll<number>().as('agencies'))
      .executeTakeFirstOrThrow()
    if (agencies > 0) return { kind: 'not-empty', agencies }
    const [agencyId, unitId, userId] = [randomId(), randomId(), randomId()]
    const token = enrolmentToken(keys, userId, randomToken())
    const now = new Date()
    const expiresAt = new Date(now.getTime() + enrolmentMs).toISOString()
    await tx
      .insertInto('agencies')
      .values({
        id: agencyId,
        kind: 'ministry',
        name_kk: agency.kk,
        name_ru: agency.ru,
        name_en: agency.en,
        place_kato: country,
      })
      .execute()
    await tx
      .insertInto('units')
      .values({
        id: unitId,
        agency_id: agencyId,
        name_kk: unitName.kk,
        name_ru: unitName.ru,
        name_en: unitName.en,
        place_kato: country,
      })
      .execute()
    await tx
      .insertInto('users')
      .values({ id: userId, agency_id: agencyId, login, name, position })
      .execute()
    await tx
      .insertInto('grants')
      .values(
        (['agency-admin', 'registrar'] as const).map((role) => ({
          id: randomId(),
          user_id: userId,
          unit_id: unitId,
          role,
        })),
      )
      .execute()
    await tx
      .insertInto('enrolments')
      .values({
        token_hash: hashEnrolmentToken(token),
        user_id: userId,
        created_at: now.toISOString(),
        expires_at: expiresAt,
      })
      .execute()
    return { kind: 'founded', token, expiresAt }
  })
}
