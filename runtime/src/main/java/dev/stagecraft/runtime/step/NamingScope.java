package dev.stagecraft.runtime.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;

/**
 * A place in a graph that names operations as TensorFlow's own scopes do. TensorFlow Java's scope walks the whole graph
 * each time one is made, to see which names are taken. A network of a thousand blocks makes thousands of them, so that
 * scopes of this kind share one list of the names that they gave. They know no name that was given in another way.
 *
 * @param graph where operations go
 * @param given how often each full name was asked for; shared by all scopes of a graph
 * @param prefix of names, empty or with a slash at its end
 * @param name of the next operation; null where its type names it
 * @param controls that operations wait for
 * @param device that operations run on
 * @param isInit whether operations set up a session
 */
record NamingScope(
        Graph graph,
        Map<String, Integer> given,
        String prefix,
        @Nullable String name,
        List<Operation> controls,
        DeviceSpec device,
        boolean isInit)
        implements Scope {

    /** TensorFlow's operations at the root of a graph that has no operation yet. */
    static Ops root(Graph graph) {
        return Ops.create(new Root(
                graph,
                new NamingScope(
                        graph,
                        new HashMap<>(),
                        "",
                        null,
                        List.of(),
                        DeviceSpec.newBuilder().build(),
                        false)));
    }

    @Override
    public ExecutionEnvironment env() {
        return graph;
    }

    @Override
    public Scope withSubScope(String child) {
        return inside(unique(name == null ? valid(child) : name));
    }

    @Override
    public Scope withName(String next) {
        return new NamingScope(graph, given, prefix, valid(next), controls, device, isInit);
    }

    @Override
    public Scope withNameAsSubScope(String otherwise) {
        return inside(unique(name == null ? valid(otherwise) : name));
    }

    private Scope inside(String child) {
        return new NamingScope(graph, given, prefix + child + "/", null, controls, device, isInit);
    }

    @Override
    public Scope withDevice(DeviceSpec other) {
        return new NamingScope(graph, given, prefix, name, controls, other, isInit);
    }

    @Override
    public Scope withInitScope() {
        return new NamingScope(graph, given, prefix, name, List.of(), device, true);
    }

    @Override
    public Scope withControlDependencyOps(Iterable<Operation> operations) {
        List<Operation> all = new ArrayList<>();
        for (Operation operation : operations) {
            graph.checkInput(operation);
            if (isInit && !graph.isInitializer(operation)) {
                throw new IllegalArgumentException(
                        operation.name() + " is not part of the initialization, so no initializer can wait for it");
            }
            all.add(operation);
        }
        return new NamingScope(graph, given, prefix, name, List.copyOf(all), device, isInit);
    }

    @Override
    public String makeOpName(String otherwise) {
        return prefix + unique(name == null ? valid(otherwise) : name);
    }

    @Override
    public String makeUnique(String id) {
        return unique(id);
    }

    /** The first of a name keeps it, later ones are numbered from 1. */
    private String unique(String id) {
        int before = given.merge(prefix + id, 1, Integer::sum) - 1;
        return before == 0 ? id : id + "_" + before;
    }

    private static String valid(String name) {
        if (!Scope.isValidOpName(name)) {
            throw new IllegalArgumentException(name
                    + " is not a valid name of an operation; use letters, digits, '_', '.' and '-', and begin with"
                    + " none of the last two");
        }
        return name;
    }

    /** Every name that was given is known. */
    @Override
    public void refreshNames() {}

    @Override
    public OperationBuilder apply(OperationBuilder builder) {
        String place = device.toString();
        if (!place.isEmpty()) {
            builder.setDevice(place);
        }
        for (Operation control : controls) {
            // What sets up a session runs before everything else anyway.
            if (isInit || !graph.isInitializer(control)) {
                builder.addControlInput(control);
            }
        }
        return builder;
    }

    @Override
    public String getDeviceString() {
        return device.toString();
    }

    /** TensorFlow Java offers its operations for an environment alone, and begins at the scope that this names. */
    private record Root(Graph graph, Scope baseScope) implements ExecutionEnvironment {
        @Override
        public OperationBuilder opBuilder(String type, String name, Scope scope) {
            return graph.opBuilder(type, name, scope);
        }

        @Override
        public void attachFunction(ConcreteFunction function) {
            graph.attachFunction(function);
        }

        @Override
        public void checkInput(Operation input) {
            graph.checkInput(input);
        }

        @Override
        public Types environmentType() {
            return graph.environmentType();
        }

        @Override
        public boolean isInitializer(Operation operation) {
            return graph.isInitializer(operation);
        }
    }
}
