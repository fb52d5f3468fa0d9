/** Labelled images: where they come from, how they are checked, and the order in which an epoch reads them. */
package dev.stagecraft.runtime.data;
