// Every address of the desk. Pages are fetched when they are first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { Desk } from './desk.tsx'
import { BrokenPage, MissingPage } from './shell/parts/missing.tsx'

const root = createRootRoute({ component: Outlet })

const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Desk })

const at = <Path extends string, Module extends Record<string, unknown>>(
  path: Path,
  load: () => Promise<Module>,
  name: keyof Module & string,
) =>
  createRoute({
    getParentRoute: () => desk,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name as never),
  })

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: lazyRouteComponent(() => import('./gallery/pages/gallery.tsx'), 'GalleryPage'),
})

const missing = createRoute({ getParentRoute: () => desk, path: '$', component: MissingPage })

const pages = [
  missing,
  at('/', () => import('./duties/pages/queue.tsx'), 'QueuePage'),
  at('/day', () => import('./duties/pages/day-sheet.tsx'), 'DaySheetPage'),
  at('/notices', () => import('./notices/pages/notices.tsx'), 'NoticesPage'),
  at('/duties/$id', () => import('./duties/pages/duty.tsx'), 'DutyPage'),
  at('/cases', () => import('./cases/pages/cases.tsx'), 'CasesPage'),
  at('/cases/$id', () => import('./cases/pages/case.tsx'), 'CasePage'),
  at('/cases/$id/law', () => import('./decisions/pages/case-law.tsx'), 'CaseLawPage'),
  at('/cases/$id/order', () => import('./orders/pages/issue-order.tsx'), 'IssueOrderPage'),
  at('/cases/$id/assess', () => import('./assessments/pages/assess-risk.tsx'), 'AssessRiskPage'),
  at('/cases/$id/rights', () => import('./rights/pages/explain-rights.tsx'), 'ExplainRightsPage'),
  at('/cases/$id/warnings', () => import('./warnings/pages/warnings.tsx'), 'WarningsPage'),
  at('/cases/$id/withdrawal', () => import('./withdrawals/pages/withdrawal.tsx'), 'WithdrawalPage'),
  at(
    '/cases/$id/referrals',
    () => import('./referrals/pages/case-referrals.tsx'),
    'CaseReferralsPage',
  ),
  at('/referrals', () => import('./referrals/pages/referrals.tsx'), 'ReferralsPage'),
  at('/orders', () => import('./orders/pages/orders.tsx'), 'OrdersPage'),
  at('/orders/$id', () => import('./orders/pages/order.tsx'), 'OrderPage'),
  at('/reports', () => import('./reports/pages/reports.tsx'), 'ReportsPage'),
  at('/reports/new', () => import('./reports/pages/new-report.tsx'), 'NewReportPage'),
  at(
    '/reports/$id/correct',
    () => import('./reports/pages/correct-report.tsx'),
    'CorrectReportPage',
  ),
  at('/reports/$id', () => import('./reports/pages/report.tsx'), 'ReportPage'),
  at('/threads', () => import('./threads/pages/threads.tsx'), 'ThreadsPage'),
  at('/threads/escrow', () => import('./threads/pages/escrow.tsx'), 'EscrowPage'),
  at('/threads/$id', () => import('./threads/pages/thread.tsx'), 'ThreadPage'),
  at('/law', () => import('./law/pages/law.tsx'), 'LawPage'),
  at('/law/articles/$', () => import('./law/pages/article.tsx'), 'ArticlePage'),
  at('/law/changes', () => import('./law/pages/changes.tsx'), 'LawChangesPage'),
  at('/law/what-applies', () => import('./law/pages/what-applies.tsx'), 'WhatAppliesPage'),
  at('/law/touched', () => import('./decisions/pages/touched.tsx'), 'TouchedCasesPage'),
  at('/law/impact', () => import('./law/pages/impact.tsx'), 'ImpactPage'),
  at('/people', () => import('./people/pages/people.tsx'), 'PeoplePage'),
  at('/people/$id', () => import('./people/pages/person.tsx'), 'PersonPage'),
  at('/duplicates', () => import('./merges/pages/pairs.tsx'), 'PairsPage'),
  at('/duplicates/runs', () => import('./linkage/pages/runs.tsx'), 'LinkageRunsPage'),
  at(
    '/duplicates/registers',
    () => import('./register-files/pages/registers.tsx'),
    'RegistersPage',
  ),
  at(
    '/duplicates/registers/$id',
    () => import('./register-files/pages/register.tsx'),
    'RegisterPage',
  ),
  at('/duplicates/$id', () => import('./merges/pages/pair.tsx'), 'PairPage'),
  at('/agencies', () => import('./agencies/pages/agencies.tsx'), 'AgenciesPage'),
  at('/agencies/new', () => import('./agencies/pages/new-agency.tsx'), 'NewAgencyPage'),
  at('/agencies/$id', () => import('./agencies/pages/agency.tsx'), 'AgencyPage'),
  at('/users', () => import('./users/pages/users.tsx'), 'UsersPage'),
  at('/users/new', () => import('./users/pages/new-user.tsx'), 'NewUserPage'),
  at('/users/$id', () => import('./users/pages/user.tsx'), 'UserPage'),
  at('/roles', () => import('./roles/pages/roles.tsx'), 'RolesPage'),
  at('/services', () => import('./directory/pages/services.tsx'), 'ServicesPage'),
  at('/instruments', () => import('./instruments/pages/instruments.tsx'), 'InstrumentsPage'),
  at('/stories', () => import('./stories/pages/stories.tsx'), 'StoriesPage'),
  at('/walls', () => import('./walls/pages/walls.tsx'), 'WallsPage'),
  at('/audit/$kind/$id', () => import('./audit/pages/record-audit.tsx'), 'RecordAuditPage'),
  at('/system', () => import('./system/pages/system.tsx'), 'SystemPage'),
  at('/me', () => import('./session/pages/my-account.tsx'), 'MyAccountPage'),
]

export const router = createRouter({
  routeTree: root.addChildren([gallery, desk.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: false,
})
