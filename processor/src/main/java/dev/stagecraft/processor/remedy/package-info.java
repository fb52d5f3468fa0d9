/**
 * What may fix a problem of shape or size, as candidates: a row for each row of the catalogue. Which of them helps is not
 * judged here; the processor tries them on the declaration and offers those that do.
 */
@NullMarked
package dev.stagecraft.processor.remedy;

import org.jspecify.annotations.NullMarked;
