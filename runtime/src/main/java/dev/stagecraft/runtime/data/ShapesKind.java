package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.List;

/** The synthetic set. */
final class ShapesKind implements DataKind {
    static final String NAME = "shapes";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> forms() {
        return List.of(NAME);
    }

    @Override
    public DataSet open(DataRequest request) {
        if (!request.place().isEmpty()) {
            throw new BadInputException("shapes are drawn in memory and have no place, but "
                    + ForeignText.printed(request.place()) + " was given; write shapes alone");
        }
        return Shapes.draw(request.seed());
    }
}
