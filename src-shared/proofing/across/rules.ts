import { captionSubject } from './caption-subject'
import { date } from './date'
import { figure } from './figure'
import { headlineFigure } from './headline-figure'
import { linkHttps } from './link-https'
import { name } from './name'
import { organisation } from './organisation'
import { percent } from './percent'
import { photoTime } from './photo-time'
import { quotedStranger } from './quoted-stranger'
import type { AcrossRule } from './rule'
import { sum } from './sum'
import { title } from './title'

/** Every rule over a whole piece. */
export const ACROSS_RULES: readonly AcrossRule[] = [name, organisation, figure, date, title, quotedStranger, captionSubject, headlineFigure, sum, percent, linkHttps, photoTime]
