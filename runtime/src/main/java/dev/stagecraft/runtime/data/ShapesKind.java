package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.List;
import java.util.Locale;

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
        return draw(request);
    }

    /** In gray or color and in as many classes as the network has; in gray and ten classes where none is known. */
    static DataSet draw(DataRequest request) {
        request.wanted()
                .map(Wanted::classes)
                .filter(classes -> classes > Shapes.MOST_CLASSES)
                .ifPresent(classes -> {
                    throw new BadInputException(String.format(
                            Locale.ROOT,
                            "shapes have at most %,d classes, but the network has %,d; choose other data",
                            Shapes.MOST_CLASSES,
                            classes));
                });
        return request.wanted()
                .map(wanted -> Shapes.draw(
                        request.seed(),
                        Shapes.TRAIN,
                        Shapes.TEST,
                        wanted.input().channels(),
                        wanted.classes()))
                .orElseGet(() -> Shapes.draw(request.seed()));
    }
}
