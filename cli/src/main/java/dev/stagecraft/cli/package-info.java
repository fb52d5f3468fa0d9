/** The command line. */
package dev.stagecraft.cli;
