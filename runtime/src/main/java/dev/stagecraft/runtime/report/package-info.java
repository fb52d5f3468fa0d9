/** What a training says of itself, in files and lines; each a listener. */
package dev.stagecraft.runtime.report;
