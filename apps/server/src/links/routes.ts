import { listCaseLinks, openChildCase as openChildCaseEndpoint } from '@umai/contract'
import { runView } from '@umai/db'
import { fail } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { displayName } from '../people/model.ts'
import { openChildCase } from './actions.ts'
import { hasGuardianConflict, isDemanded, isTrigger, priorityOf, wordText } from './model.ts'
import { isCaseSeen, listChildren, listLinks, readFlags } from './store.ts'

export const linkRoutes = (app: App): void => {
  route(app, openChildCaseEndpoint, openChildCase)

  route(app, listCaseLinks, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-case-links', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        if (!(await isCaseSeen(tx, params.id))) fail('not-found')
        const links = await listLinks(tx, params.id)
        const children = await listChildren(tx, params.id)
        const { priority, reasons } = priorityOf(await readFlags(tx, params.id))
        return {
          links: links.map((link) => ({
            id: link.id,
            kind: link.kind,
            caseId: link.other_case_id,
            caseNumber: link.other_number,
            child: {
              personId: link.child_id,
              name:
                link.family === null ? '' : displayName({ family: link.family, given: link.given }),
            },
            priority: link.priority,
            reasons: link.reasons.filter(isTrigger).map(wordText),
            hasGuardianConflict: link.has_guardian_conflict,
            at: link.linked_at,
            by: { id: link.linked_by, name: link.user_name ?? '' },
          })),
          children: children
            .filter((child) => !child.has_case)
            .map((child) => ({
              child: { personId: child.person_id, name: child.name },
              priority,
              reasons: reasons.map(wordText),
              isDemanded: isDemanded(priority),
              hasGuardianConflict: hasGuardianConflict({
                toChild: child.to_child,
                ofAffected: child.of_affected,
              }),
            })),
        }
      },
    ),
  )
}
