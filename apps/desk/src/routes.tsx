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

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage })

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

const pages = [
  at('/', () => import('./duties/pages/queue.tsx'), 'QueuePage'),
  at('/agencies', () => import('./agencies/pages/agencies.tsx'), 'AgenciesPage'),
  at('/agencies/$id', () => import('./agencies/pages/agency.tsx'), 'AgencyPage'),
  at('/users', () => import('./users/pages/users.tsx'), 'UsersPage'),
  at('/users/new', () => import('./users/pages/new-user.tsx'), 'NewUserPage'),
  at('/users/$id', () => import('./users/pages/user.tsx'), 'UserPage'),
  at('/roles', () => import('./roles/pages/roles.tsx'), 'RolesPage'),
  at('/walls', () => import('./walls/pages/walls.tsx'), 'WallsPage'),
  at('/audit/$kind/$id', () => import('./audit/pages/record-audit.tsx'), 'RecordAuditPage'),
  at('/system', () => import('./system/pages/system.tsx'), 'SystemPage'),
  at('/me', () => import('./session/pages/my-account.tsx'), 'MyAccountPage'),
]

export const router = createRouter({
  routeTree: root.addChildren([gallery, desk.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: false,
})
