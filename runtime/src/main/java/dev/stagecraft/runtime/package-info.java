/** What every room of the runtime may use: the errors a user can mend, and the runtime's own version. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime;

import org.jspecify.annotations.NullMarked;
