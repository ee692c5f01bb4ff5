mod private_server;
