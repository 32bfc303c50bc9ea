import type { Document } from '../document.ts'

declare const document: Document
export = document
