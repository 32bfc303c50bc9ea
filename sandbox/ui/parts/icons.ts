import appearance from '@gitlab/svgs/dist/sprite_icons/appearance.svg?raw'
import arrowDown from '@gitlab/svgs/dist/sprite_icons/arrow-down.svg?raw'
import arrowRight from '@gitlab/svgs/dist/sprite_icons/arrow-right.svg?raw'
import arrowUp from '@gitlab/svgs/dist/sprite_icons/arrow-up.svg?raw'
import bug from '@gitlab/svgs/dist/sprite_icons/bug.svg?raw'
import check from '@gitlab/svgs/dist/sprite_icons/check.svg?raw'
import checkCircle from '@gitlab/svgs/dist/sprite_icons/check-circle.svg?raw'
import chevronDown from '@gitlab/svgs/dist/sprite_icons/chevron-down.svg?raw'
import chevronLeft from '@gitlab/svgs/dist/sprite_icons/chevron-left.svg?raw'
import chevronRight from '@gitlab/svgs/dist/sprite_icons/chevron-right.svg?raw'
import clock from '@gitlab/svgs/dist/sprite_icons/clock.svg?raw'
import close from '@gitlab/svgs/dist/sprite_icons/close.svg?raw'
import code from '@gitlab/svgs/dist/sprite_icons/code.svg?raw'
import collapse from '@gitlab/svgs/dist/sprite_icons/collapse.svg?raw'
import comment from '@gitlab/svgs/dist/sprite_icons/comment.svg?raw'
import comparison from '@gitlab/svgs/dist/sprite_icons/comparison.svg?raw'
import copyToClipboard from '@gitlab/svgs/dist/sprite_icons/copy-to-clipboard.svg?raw'
import dash from '@gitlab/svgs/dist/sprite_icons/dash.svg?raw'
import download from '@gitlab/svgs/dist/sprite_icons/download.svg?raw'
import ellipsisH from '@gitlab/svgs/dist/sprite_icons/ellipsis_h.svg?raw'
import error from '@gitlab/svgs/dist/sprite_icons/error.svg?raw'
import expand from '@gitlab/svgs/dist/sprite_icons/expand.svg?raw'
import exportIcon from '@gitlab/svgs/dist/sprite_icons/export.svg?raw'
import externalLink from '@gitlab/svgs/dist/sprite_icons/external-link.svg?raw'
import eye from '@gitlab/svgs/dist/sprite_icons/eye.svg?raw'
import filter from '@gitlab/svgs/dist/sprite_icons/filter.svg?raw'
import fork from '@gitlab/svgs/dist/sprite_icons/fork.svg?raw'
import hamburger from '@gitlab/svgs/dist/sprite_icons/hamburger.svg?raw'
import history from '@gitlab/svgs/dist/sprite_icons/history.svg?raw'
import hourglass from '@gitlab/svgs/dist/sprite_icons/hourglass.svg?raw'
import informationO from '@gitlab/svgs/dist/sprite_icons/information-o.svg?raw'
import keyboard from '@gitlab/svgs/dist/sprite_icons/keyboard.svg?raw'
import link from '@gitlab/svgs/dist/sprite_icons/link.svg?raw'
import lock from '@gitlab/svgs/dist/sprite_icons/lock.svg?raw'
import log from '@gitlab/svgs/dist/sprite_icons/log.svg?raw'
import mail from '@gitlab/svgs/dist/sprite_icons/mail.svg?raw'
import merge from '@gitlab/svgs/dist/sprite_icons/merge.svg?raw'
import paperAirplane from '@gitlab/svgs/dist/sprite_icons/paper-airplane.svg?raw'
import pause from '@gitlab/svgs/dist/sprite_icons/pause.svg?raw'
import pipeline from '@gitlab/svgs/dist/sprite_icons/pipeline.svg?raw'
import play from '@gitlab/svgs/dist/sprite_icons/play.svg?raw'
import plus from '@gitlab/svgs/dist/sprite_icons/plus.svg?raw'
import questionO from '@gitlab/svgs/dist/sprite_icons/question-o.svg?raw'
import quota from '@gitlab/svgs/dist/sprite_icons/quota.svg?raw'
import redo from '@gitlab/svgs/dist/sprite_icons/redo.svg?raw'
import remove from '@gitlab/svgs/dist/sprite_icons/remove.svg?raw'
import requirements from '@gitlab/svgs/dist/sprite_icons/requirements.svg?raw'
import retry from '@gitlab/svgs/dist/sprite_icons/retry.svg?raw'
import search from '@gitlab/svgs/dist/sprite_icons/search.svg?raw'
import shield from '@gitlab/svgs/dist/sprite_icons/shield.svg?raw'
import sortHighest from '@gitlab/svgs/dist/sprite_icons/sort-highest.svg?raw'
import sortLowest from '@gitlab/svgs/dist/sprite_icons/sort-lowest.svg?raw'
import statusFailed from '@gitlab/svgs/dist/sprite_icons/status_failed.svg?raw'
import statusPending from '@gitlab/svgs/dist/sprite_icons/status_pending.svg?raw'
import statusRunning from '@gitlab/svgs/dist/sprite_icons/status_running.svg?raw'
import statusSuccess from '@gitlab/svgs/dist/sprite_icons/status_success.svg?raw'
import statusWarning from '@gitlab/svgs/dist/sprite_icons/status_warning.svg?raw'
import table from '@gitlab/svgs/dist/sprite_icons/table.svg?raw'
import thumbDown from '@gitlab/svgs/dist/sprite_icons/thumb-down.svg?raw'
import thumbUp from '@gitlab/svgs/dist/sprite_icons/thumb-up.svg?raw'
import timeOut from '@gitlab/svgs/dist/sprite_icons/time-out.svg?raw'
import timer from '@gitlab/svgs/dist/sprite_icons/timer.svg?raw'
import user from '@gitlab/svgs/dist/sprite_icons/user.svg?raw'
import users from '@gitlab/svgs/dist/sprite_icons/users.svg?raw'
import warning from '@gitlab/svgs/dist/sprite_icons/warning.svg?raw'

/** GitLab's icons that the pages use, each as an SVG of 16 × 16. */
export const icons = {
  appearance,
  'arrow-down': arrowDown,
  'arrow-right': arrowRight,
  'arrow-up': arrowUp,
  bug,
  check,
  'check-circle': checkCircle,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  clock,
  close,
  code,
  collapse,
  comment,
  comparison,
  'copy-to-clipboard': copyToClipboard,
  dash,
  download,
  ellipsis_h: ellipsisH,
  error,
  expand,
  export: exportIcon,
  'external-link': externalLink,
  eye,
  filter,
  fork,
  hamburger,
  history,
  hourglass,
  'information-o': informationO,
  keyboard,
  link,
  lock,
  log,
  mail,
  merge,
  'paper-airplane': paperAirplane,
  pause,
  pipeline,
  play,
  plus,
  'question-o': questionO,
  quota,
  redo,
  remove,
  requirements,
  retry,
  search,
  shield,
  'sort-highest': sortHighest,
  'sort-lowest': sortLowest,
  status_failed: statusFailed,
  status_pending: statusPending,
  status_running: statusRunning,
  status_success: statusSuccess,
  status_warning: statusWarning,
  table,
  'thumb-down': thumbDown,
  'thumb-up': thumbUp,
  'time-out': timeOut,
  timer,
  user,
  users,
  warning,
} as const

/** Name of an icon. */
export type Icon = keyof typeof icons
