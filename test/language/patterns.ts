import type { Pattern } from './pattern.ts'
import { denials } from './patterns/denials.ts'
import { motion } from './patterns/motion.ts'
import { office } from './patterns/office.ts'
import { openings } from './patterns/openings.ts'
import { places } from './patterns/places.ts'
import { pronouns } from './patterns/pronouns.ts'
import { speech } from './patterns/speech.ts'
import { time } from './patterns/time.ts'

/** The phrases that the gate looks for. */
export const patterns: Pattern[] = [...openings, ...denials, ...pronouns, ...places, ...speech, ...motion, ...time, ...office]
