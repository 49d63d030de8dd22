// Who may see what, said a second time in plain TypeScript. It reads a world and asks no database; where the
// policies and this disagree, one of them is wrong.
import type { World } from './world.ts'

export type Viewer = World['users'][number] | null
export type Permissions = ReadonlyMap<string, ReadonlySet<string>>

export function isStaff(viewer: Viewer): viewer is World['users'][number] {
  return viewer !== null && !viewer.isDeactivated
}

function grantsOf(world: World, viewer: Viewer) {
  return isStaff(viewer)
    ? world.grants.filter(({ userId, span }) => userId === viewer.id && span === 'current')
    : []
}

/** Units in which somebody holds a permission. */
export function unitsWith(
  world: World,
  permissions: Permissions,
  viewer: Viewer,
  permission: string,
): ReadonlySet<string> {
  return new Set(
    grantsOf(world, viewer)
      .filter(({ role }) => permissions.get(role)?.has(permission))
      .map(({ unitId }) => unitId),
  )
}

export function may(
  world: World,
  permissions: Permissions,
  viewer: Viewer,
  permission: string,
): boolean {
  return unitsWith(world, permissions, viewer, permission).size > 0
}

export function agenciesOf(
  world: World,
  permissions: Permissions,
  viewer: Viewer,
  permission?: string,
): ReadonlySet<string> {
  const unitIds =
    permission === undefined
      ? new Set(grantsOf(world, viewer).map(({ unitId }) => unitId))
      : unitsWith(world, permissions, viewer, permission)
  return new Set(world.units.filter(({ id }) => unitIds.has(id)).map(({ agencyId }) => agencyId))
}

/** A unit and all above it. */
export function pathOf(world: World, unitId: string): readonly string[] {
  const unit = world.units.find(({ id }) => id === unitId)
  if (unit === undefined) return []
  return unit.parentId === null ? [unit.id] : [unit.id, ...pathOf(world, unit.parentId)]
}

type Assignment = Readonly<{
  caseId: string
  unitId: string
  userId: string | null
  relation: string
  fieldClasses: readonly string[] | null
}>

/** What is assigned by hand, and what follows from owning, opening and overseeing. */
function assignmentsOf(world: World): readonly Assignment[] {
  const derived = world.cases.flatMap((row): Assignment[] => {
    const overseer = overseerOf(world, row.kato)
    return [
      {
        caseId: row.id,
        unitId: row.ownerUnitId,
        userId: row.ownerId,
        relation: 'owner',
        fieldClasses: null,
      },
      ...(row.openedBy === null
        ? []
        : [
            {
              caseId: row.id,
              unitId: row.openedIn,
              userId: row.openedBy,
              relation: 'opener',
              fieldClasses: null,
            },
          ]),
      ...(overseer === undefined
        ? []
        : [
            {
              caseId: row.id,
              unitId: overseer,
              userId: null,
              relation: 'oversight',
              fieldClasses: null,
            },
          ]),
    ]
  })
  return [...world.assignments.filter(({ span }) => span === 'current'), ...derived]
}

/** The prosecutor's unit of the place itself, or of the country where the place has none. */
function overseerOf(world: World, kato: string): string | undefined {
  const offices = world.units.filter((unit) =>
    world.agencies.some(({ id, kind }) => id === unit.agencyId && kind === 'prosecutor'),
  )
  return (
    offices.find((unit) => unit.kato === kato) ?? offices.find((unit) => unit.kato === '000000000')
  )?.id
}

export function walledCases(world: World, viewer: Viewer): ReadonlySet<string> {
  if (!isStaff(viewer)) return new Set()
  const mine = new Set(grantsOf(world, viewer).flatMap(({ unitId }) => pathOf(world, unitId)))
  return new Set(
    world.walls
      .filter(({ span }) => span === 'current' || span === 'future')
      .filter(({ userId, unitId }) => userId === viewer.id || (unitId !== null && mine.has(unitId)))
      .map(({ caseId }) => caseId),
  )
}

export function seenCases(
  world: World,
  permissions: Permissions,
  viewer: Viewer,
  fieldClass?: string,
): ReadonlySet<string> {
  const units = (permission: string) => unitsWith(world, permissions, viewer, permission)
  const [reads, works, assigns, oversees] = [
    units('read-cases'),
    units('work-cases'),
    units('assign-cases'),
    units('oversee-cases'),
  ]
  const walled = walledCases(world, viewer)
  const seen = assignmentsOf(world).filter((assignment) => {
    if (
      fieldClass !== undefined &&
      assignment.fieldClasses !== null &&
      !assignment.fieldClasses.includes(fieldClass)
    )
      return false
    const above = pathOf(world, assignment.unitId)
    if (
      assignment.userId !== null &&
      assignment.userId === viewer?.id &&
      reads.has(assignment.unitId)
    )
      return true
    if (assignment.relation === 'oversight') return above.some((unitId) => oversees.has(unitId))
    if (assignment.userId === null && works.has(assignment.unitId)) return true
    return above.some((unitId) => assigns.has(unitId))
  })
  return new Set(seen.map(({ caseId }) => caseId).filter((id) => !walled.has(id)))
}

/** Cases somebody owns, is assigned in full, may take in his unit or heads: only those he gives to others. */
export function ledCases(
  world: World,
  permissions: Permissions,
  viewer: Viewer,
): ReadonlySet<string> {
  const works = unitsWith(world, permissions, viewer, 'work-cases')
  const assigns = unitsWith(world, permissions, viewer, 'assign-cases')
  const walled = walledCases(world, viewer)
  const led = assignmentsOf(world).filter(({ relation, fieldClasses, unitId, userId }) => {
    if (fieldClasses !== null || !['owner', 'assigned'].includes(relation)) return false
    if ((userId === null || userId === viewer?.id) && works.has(unitId)) return true
    return pathOf(world, unitId).some((above) => assigns.has(above))
  })
  return new Set(led.map(({ caseId }) => caseId).filter((id) => !walled.has(id)))
}

export function seenUsers(
  world: World,
  permissions: Permissions,
  viewer: Viewer,
): ReadonlySet<string> {
  if (!isStaff(viewer)) return new Set()
  const own = agenciesOf(world, permissions, viewer)
  return new Set(
    world.users
      .filter(({ isProtected, agencyId }) => !isProtected || own.has(agencyId))
      .map(({ id }) => id),
  )
}

export function managedUsers(
  world: World,
  permissions: Permissions,
  viewer: Viewer,
): ReadonlySet<string> {
  const agencies = agenciesOf(world, permissions, viewer, 'manage-users')
  return new Set(world.users.filter(({ agencyId }) => agencies.has(agencyId)).map(({ id }) => id))
}
