/** The command line. */
package dev.stagecraft.runtime.cli;
