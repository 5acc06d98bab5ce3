package dev.souk.engines.nacos;

import com.alibaba.nacos.NacosServerBasicApplication;
import com.alibaba.nacos.NacosServerWebApplication;
import com.alibaba.nacos.console.NacosConsole;
import com.alibaba.nacos.core.listener.startup.NacosStartUp;
import com.alibaba.nacos.core.listener.startup.NacosStartUpManager;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the three contexts of Nacos in turn: the server without a web layer, its HTTP interface, and the console. Nacos
 * publishes a boot jar for this, but not as an artifact.
 */
final class NacosLauncher {

    private NacosLauncher() {
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        NacosStartUpManager.start(NacosStartUp.CORE_START_UP_PHASE);
        ConfigurableApplicationContext core = application(NacosServerBasicApplication.class)
                .web(WebApplicationType.NONE)
                .run(args);
        NacosStartUpManager.start(NacosStartUp.WEB_START_UP_PHASE);
        ConfigurableApplicationContext web = application(NacosServerWebApplication.class).parent(core).run(args);
        new Administrator(web).ensureThere();
        NacosStartUpManager.start(NacosStartUp.CONSOLE_START_UP_PHASE);
        application(NacosConsole.class).parent(core).run(args);
    }

    private static SpringApplicationBuilder application(Class<?> source) {
        return new SpringApplicationBuilder(source).bannerMode(Banner.Mode.OFF);
    }
}
