/** Training and answering from end to end, and the programs that do it, in processes of their own. */
package dev.stagecraft.tests.runs;
