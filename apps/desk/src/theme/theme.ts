// The Mantine theme. Values live in tokens.css and mantine.css; here is only what components need
// as props, so that the two cannot disagree.
import {
  ActionIcon,
  Button,
  createTheme,
  Input,
  InputWrapper,
  Modal,
  Popover,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core'

const LAKE = [
  '#eefbfc',
  '#dbf4f7',
  '#c0eaef',
  '#9cdae1',
  '#72c2cb',
  '#49a5b0',
  '#268892',
  '#067079',
  '#06565d',
  '#023c41',
] as const

const buttonSize = (size: unknown) =>
  size === 'xs'
    ? {
        '--button-height': 'var(--control-small)',
        '--button-padding-x': '9px',
        '--button-fz': '13px',
      }
    : { '--button-height': 'var(--control)', '--button-padding-x': '14px', '--button-fz': '14px' }

const buttonColours = (variant: unknown) => {
  if (variant === 'filled')
    return {
      '--button-bg': 'var(--accent)',
      '--button-hover': 'var(--accent-strong)',
      '--button-color': 'var(--on-accent)',
      '--button-bd': '1px solid var(--accent)',
    }
  if (variant === 'subtle')
    return { '--button-color': 'var(--text-2)', '--button-hover': 'var(--hover)' }
  return {}
}

export const theme = createTheme({
  colors: { lake: LAKE },
  primaryColor: 'lake',
  primaryShade: { light: 7, dark: 5 },
  defaultRadius: 'sm',
  fontFamily: 'var(--font)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'never',
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default', size: 'sm' },
      vars: (_theme, { variant, size }) => ({
        root: { ...buttonSize(size), ...buttonColours(variant) },
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: () => ({
        root: {
          '--ai-size': 'var(--control)',
          '--ai-color': 'var(--text-2)',
          '--ai-hover': 'var(--hover)',
        },
      }),
    }),
    Input: Input.extend({
      vars: () => ({
        wrapper: {
          '--input-height': 'var(--control)',
          '--input-fz': 'var(--field-text)',
          '--input-bd': 'var(--edge)',
        },
      }),
    }),
    InputWrapper: InputWrapper.extend({
      vars: () => ({
        label: { '--input-label-size': '13px' },
        error: { '--input-error-size': '13px' },
        description: { '--input-description-size': '12px' },
        success: {},
      }),
    }),
    // The page is kept still by base.css; the library would write a style element for it.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, radius: 'lg', padding: 'lg' },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', radius: 'md' } }),
    Select: Select.extend({
      defaultProps: { allowDeselect: false, comboboxProps: { shadow: 'md' } },
    }),
    Textarea: Textarea.extend({ defaultProps: { autosize: true, minRows: 3 } }),
    TextInput: TextInput.extend({
      defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, radius: 'sm' } }),
  },
})
