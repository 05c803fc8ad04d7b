"""The archive on a cluster: three real OpenSearch nodes on loopback, the contract of the engines, and failures."""
