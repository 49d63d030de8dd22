// Names of roles and permissions, for every slice that shows them.
import type { Permission, Role } from '@umai/contract'
import { type Lang, say } from '@umai/words'
import { permissionNames, roleNames } from './words.ts'

export const roleName = (role: Role, lang: Lang): string => say(roleNames, lang)[role]

export const permissionName = (permission: Permission, lang: Lang): string =>
  say(permissionNames, lang)[permission]
