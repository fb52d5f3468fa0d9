/** The bill of materials of an export, in the format CycloneDX. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.export.bill;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
