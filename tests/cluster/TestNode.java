import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/** One real node in this process: its settings are the arguments, name=value; it ends when its input does. */
public final class TestNode extends Node {
    /** Modules that a distribution has as folders and a class path doesn't bring by itself. */
    private static final List<String> MODULES = List.of(
            "org.opensearch.transport.Netty4ModulePlugin",
            "org.opensearch.analysis.common.CommonAnalysisModulePlugin");

    private TestNode(Environment environment, List<PluginInfo> modules) {
        super(environment, modules, true);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder said = Settings.builder();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            said.put(pair[0], pair[1]);
        }
        Settings settings = said.build();
        Path home = Path.of(settings.get("path.home"));
        for (String folder : List.of("config", "data", "logs", "modules", "plugins")) {
            Files.createDirectories(home.resolve(folder));
        }
        List<PluginInfo> modules = new ArrayList<>();
        for (String name : MODULES) {
            Class.forName(name); // a missing one would show much later, as an unknown filter
            modules.add(new PluginInfo(name, "", "", Version.CURRENT, "21", name, List.of(), false));
        }
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> "node");
        Node node = new TestNode(environment, modules);
        node.start();
        while (System.in.read() >= 0) {
            // Nothing is said to it; the end of the tests, however they end, closes this pipe.
        }
        Runtime.getRuntime().halt(0);
    }
}
