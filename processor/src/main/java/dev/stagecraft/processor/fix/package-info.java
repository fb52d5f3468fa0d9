/**
 * Writes fixes as edits of sources. It alone knows where declared values stand in a file, by javac's tree interface, and
 * how Java's text is cut; what to change, problems say.
 */
@NullMarked
package dev.stagecraft.processor.fix;

import org.jspecify.annotations.NullMarked;
