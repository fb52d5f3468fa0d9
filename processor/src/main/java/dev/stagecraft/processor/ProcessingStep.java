package dev.stagecraft.processor;

import dev.stagecraft.processor.read.UnresolvedValueException;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** What is done in each round with one kind of annotated types. */
interface ProcessingStep {
    /** The types of a round that it is for. */
    Set<TypeElement> types(Round round);

    /**
     * Does it with one of them.
     *
     * @throws UnresolvedValueException where the type cannot be read in this round
     */
    void take(TypeElement type) throws UnresolvedValueException;
}
