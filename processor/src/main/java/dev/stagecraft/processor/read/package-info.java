/**
 * Annotation mirrors to spec, keeping for every value where it stands in the source, and what warnings are suppressed
 * there. The only room that knows our annotations; it reads mirrors and never loads their classes.
 */
@NullMarked
package dev.stagecraft.processor.read;

import org.jspecify.annotations.NullMarked;
