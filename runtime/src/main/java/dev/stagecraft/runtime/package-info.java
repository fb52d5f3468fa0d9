/** What every room of the runtime may use: the errors a user can mend, and the runtime's own version. */
package dev.stagecraft.runtime;
