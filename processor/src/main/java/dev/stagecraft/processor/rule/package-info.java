/**
 * What can be judged on declared values alone, before a shape is known. Rules stand in lists, a list for each part of a
 * declaration; a part that fails is taken away alone, and what passes is a checked network.
 */
@NullMarked
package dev.stagecraft.processor.rule;

import org.jspecify.annotations.NullMarked;
